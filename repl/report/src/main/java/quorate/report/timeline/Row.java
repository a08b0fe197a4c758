package quorate.report.timeline;

import java.util.Arrays;
import quorate.report.Display;
import quorate.report.Tone;

/** One line of a drawing: characters, each in a tone. */
public final class Row {

  private final char[] cells;
  private final Tone[] tones;

  public Row(int width) {
    cells = new char[width];
    tones = new Tone[width];
    Arrays.fill(cells, ' ');
    Arrays.fill(tones, Tone.PLAIN);
  }

  public int width() {
    return cells.length;
  }

  public char at(int column) {
    return cells[column];
  }

  public void put(int column, char cell, Tone tone) {
    if (column >= 0 && column < cells.length) {
      cells[column] = cell;
      tones[column] = tone;
    }
  }

  /** Writes a text as far as there is room. */
  public void write(int column, String text, Tone tone) {
    for (int i = 0; i < text.length(); i++) {
      put(column + i, text.charAt(i), tone);
    }
  }

  /** The line, without spaces at its end. */
  public String text(Display display) {
    StringBuilder line = new StringBuilder();
    int end = cells.length;
    while (end > 0 && cells[end - 1] == ' ') {
      end--;
    }
    int from = 0;
    while (from < end) {
      int to = from + 1;
      while (to < end && tones[to] == tones[from]) {
        to++;
      }
      line.append(display.toned(tones[from], new String(cells, from, to - from)));
      from = to;
    }
    return line.toString();
  }
}
