package quorate.prompt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import quorate.prompt.console.Canvas;
import quorate.prompt.console.Screen;

/** A screen on which somebody presses a key after a while, and what was done to it. */
final class SeenScreen implements Screen {

  /** Nobody presses a key, and the next picture is drawn. */
  static final String NO_KEY = "none";

  private final List<String> done = new ArrayList<>();
  private final Deque<String> keys = new ArrayDeque<>();
  private List<String> picture = List.of();
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

  /** Keys that are pressed on the whole screen, one each time that somebody waits for one. */
  void press(String... names) {
    keys.addAll(List.of(names));
  }

  /** What was drawn last on the whole screen. */
  List<String> picture() {
    return picture;
  }

  @Override
  public void whole(Consumer<Canvas> drawing) {
    done.add("whole");
    drawing.accept(
        new Canvas() {
          @Override
          public int columns() {
            return 80;
          }

          @Override
          public int rows() {
            return 24;
          }

          @Override
          public void draw(List<String> lines) {
            picture = lines;
          }

          @Override
          public Optional<String> key(Duration atMost) {
            String key = keys.isEmpty() ? END : keys.remove();
            return Optional.of(key).filter(it -> !it.equals(NO_KEY));
          }
        });
  }

  List<String> done() {
    return done;
  }
}
