package quorate.prompt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import quorate.prompt.console.Screen;

/** A screen on which somebody presses a key after a while, and what was done to it. */
final class SeenScreen implements Screen {
  private final List<String> done = new ArrayList<>();
  private int patience;

  SeenScreen(int patience) {
    this.patience = patience;
  }

  @Override
  public boolean isThere() {
    return true;
  }

  @Override
  public void clear() {
    done.add("clear");
  }

  @Override
  public void wipe(int lines) {
    done.add("wipe " + lines);
  }

  @Override
  public boolean page(String text) {
    done.add("page " + text.lines().findFirst().orElse(""));
    return true;
  }

  @Override
  public boolean keyWithin(Duration time) throws InterruptedException {
    if (patience < 0) {
      throw new InterruptedException();
    }
    return patience-- == 0;
  }

  List<String> done() {
    return done;
  }
}
