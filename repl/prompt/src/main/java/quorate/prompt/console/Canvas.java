package quorate.prompt.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A whole screen that somebody draws on again and again, and the keys that are pressed there. */
public interface Canvas {

  /** The key of somebody who leaves: Ctrl-C, or the end of all input. */
  String END = "end";

  int columns();

  int rows();

  /**
   * Draws lines, of which none is wider than the screen, in place of those before. Only what is
   * different is written.
   */
  void draw(List<String> lines);

  /**
   * Waits for a key.
   *
   * @return the character itself, or the name of the key in small letters: {@code left}, {@code
   *     tab}; empty if none was pressed in time
   */
  Optional<String> key(Duration atMost);
}
