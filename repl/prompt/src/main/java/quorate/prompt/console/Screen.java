package quorate.prompt.console;

import java.time.Duration;
import java.util.function.Consumer;

/** What only a terminal can do, and one that is not dumb. */
public interface Screen {

  /** Where nobody looks: nothing can be done. */
  Screen NONE =
      new Screen() {
        @Override
        public boolean isThere() {
          return false;
        }

        @Override
        public void clear() {}

        @Override
        public void wipe(int lines) {}

        @Override
        public boolean page(String text) {
          return false;
        }

        @Override
        public boolean keyWithin(Duration time) {
          return false;
        }

        @Override
        public void whole(Consumer<Canvas> picture) {
          throw new IllegalStateException("there is no screen");
        }
      };

  boolean isThere();

  /** Empties it. */
  void clear();

  /** Wipes the last lines that were printed, so that others can take their place. */
  void wipe(int lines);

  /**
   * Shows a text that is longer than the screen page by page.
   *
   * @return whether it was shown; a short one is not
   */
  boolean page(String text);

  /**
   * Waits for a key.
   *
   * @param time how long at most
   * @return whether one was pressed
   * @throws InterruptedException if the waiting thread is interrupted
   */
  boolean keyWithin(Duration time) throws InterruptedException;

  /** Lets somebody draw on all of it, and then shows again what was there before. */
  void whole(Consumer<Canvas> picture);
}
