package quorate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import quorate.lab.measure.Summary;

/**
 * The cumulative distributions of some samples, drawn with letters: to the right goes the time, up
 * goes the share of all trials that are no later. In ASCII; the letters have colours where there
 * are colours.
 */
public final class DistributionChart {

  private static final int ROWS = 10;
  private static final int MARGIN = 6;
  private static final int WIDEST = 100;
  private static final char SEVERAL = '*';
  private static final String LEGEND_GAP = "   ";

  /** How far the axis goes beyond what 99 % of the trials do not exceed. */
  private static final double LONGEST_TAIL = 1.5;

  private final List<Curve> curves = new ArrayList<>();

  /** What is drawn: how many of all trials have a value, as a share, and which. */
  public record Curve(String name, Summary summary, double ceiling) {

    /** The share of all trials that are no later. */
    public double shareUpTo(double value) {
      return summary.shareUpTo(value) * ceiling;
    }
  }

  /**
   * Adds a curve.
   *
   * @param name what the legend calls it
   * @param trials how many trials there were, those without a value included
   */
  public void add(String name, Summary millis, long trials) {
    curves.add(new Curve(name, millis, (double) millis.count() / trials));
  }

  /** The letters that draw the curves: those that their names begin with, or else a, b, c. */
  private List<Character> marks() {
    List<Character> initials = curves.stream().map(curve -> curve.name().charAt(0)).toList();
    boolean telling =
        initials.stream().allMatch(Character::isLetter)
            && initials.stream().distinct().count() == initials.size();
    return telling
        ? initials
        : IntStream.range(0, curves.size()).mapToObj(i -> (char) ('a' + i % 26)).toList();
  }

  /**
   * Draws all curves.
   *
   * @param what the measured word: {@code converged}
   * @return several lines; empty if there is no curve
   */
  public String render(String what, Display display) {
    return curves.isEmpty() ? "" : display.chart(this, what);
  }

  /** The curves as text. */
  String text(String what, Display display) {
    double from = from();
    double longest = longest();
    double to = to();
    double step = niceStep((to - from) / 6);
    double left = Math.floor(from / step) * step;
    int width = Math.min(display.width(), WIDEST) - MARGIN - 1;
    double perColumn = Math.max(to - left, step) / (width - 1);

    List<String> lines = new ArrayList<>();
    lines.add("share of the trials that had " + what + " by then");
    char[][] field = draw(left, perColumn, width);
    for (int row = ROWS; row >= 1; row--) {
      String label = row % 2 == 0 ? String.format("%3d%%", row * 100 / ROWS) : "";
      String drawn = colored(new String(field[row]).stripTrailing(), display);
      lines.add(String.format("%4s |%s", label, drawn));
    }
    lines.add(" ".repeat(MARGIN - 1) + "+" + "-".repeat(width));
    lines.add(axis(left, step, perColumn, width));
    lines.addAll(legend(longest > to + perColumn ? longest : Double.NaN, display));
    return String.join("\n", lines);
  }

  public List<Curve> curves() {
    return List.copyOf(curves);
  }

  /** Where the axis begins, in milliseconds. */
  public double from() {
    return curves.stream().mapToDouble(curve -> curve.summary().min()).min().orElseThrow();
  }

  /** Where it ends. */
  public double to() {
    return Math.min(longest(), end());
  }

  /** The longest of all. */
  public double longest() {
    return curves.stream().mapToDouble(curve -> curve.summary().max()).max().orElseThrow();
  }

  /** Where the axis ends: a long tail, or one curve far to the right, would hide all else. */
  private double end() {
    double[] mostOfEach =
        curves.stream().mapToDouble(curve -> curve.summary().p99()).sorted().toArray();
    double usual = mostOfEach[mostOfEach.length / 2];
    return LONGEST_TAIL * Math.min(mostOfEach[mostOfEach.length - 1], LONGEST_TAIL * usual);
  }

  /** Where a curve rises by several rows at once, all of them are marked. */
  private char[][] draw(double left, double perColumn, int width) {
    char[][] field = new char[ROWS + 1][width];
    Arrays.stream(field).forEach(row -> Arrays.fill(row, ' '));
    List<Character> marks = marks();
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      int before = 0;
      for (int x = 0; x < width; x++) {
        int height = (int) Math.round(curve.shareUpTo(left + (x + 0.5) * perColumn) * ROWS);
        for (int y = Math.min(before + 1, height); y <= height; y++) {
          field[y][x] = field[y][x] == ' ' ? marks.get(i) : SEVERAL;
        }
        before = height;
      }
    }
    return field;
  }

  /** A row of the field, each letter in the colour of its curve. */
  private String colored(String row, Display display) {
    List<Character> marks = marks();
    StringBuilder colored = new StringBuilder();
    for (int from = 0; from < row.length(); ) {
      char mark = row.charAt(from);
      int to = from + 1;
      while (to < row.length() && row.charAt(to) == mark) {
        to++;
      }
      int curve = marks.indexOf(mark);
      Tone tone = curve < 0 ? Tone.PLAIN : Tone.ofCurve(curve);
      colored.append(display.toned(tone, row.substring(from, to)));
      from = to;
    }
    return colored.toString();
  }

  private static String axis(double left, double step, double perColumn, int width) {
    StringBuilder axis = new StringBuilder(" ".repeat(MARGIN));
    for (double tick = left; tick <= left + width * perColumn; tick += step) {
      int at = MARGIN + (int) Math.round((tick - left) / perColumn);
      String label = trimmed(tick);
      String unit = axis.toString().isBlank() ? label + " ms" : label;
      if (at >= axis.length() && at + unit.length() <= MARGIN + width) {
        axis.append(" ".repeat(at - axis.length())).append(unit);
      }
    }
    return axis.toString().stripTrailing();
  }

  public static String trimmed(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** 1, 2 or 5 times a power of ten, at least as much as asked. */
  public static double niceStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 0.01))));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private List<String> legend(double longest, Display display) {
    List<Character> marks = marks();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      pieces.add(new Piece(Tone.ofCurve(i), marks.get(i) + " " + curves.get(i).name()));
    }
    if (curves.size() > 1) {
      pieces.add(new Piece(Tone.PLAIN, SEVERAL + " several"));
    }
    if (!Double.isNaN(longest)) {
      String text = String.format(Locale.ROOT, "(the longest took %,.0f ms)", longest);
      pieces.add(new Piece(Tone.PLAIN, text));
    }
    List<String> lines = new ArrayList<>();
    String line = "";
    int end = MARGIN;
    for (Piece piece : pieces) {
      if (end + LEGEND_GAP.length() + piece.text().length() > display.width() && !line.isEmpty()) {
        lines.add(" ".repeat(MARGIN) + line);
        line = "";
        end = MARGIN;
      }
      String gap = line.isEmpty() ? "" : LEGEND_GAP;
      line += gap + display.toned(piece.tone(), piece.text());
      end += gap.length() + piece.text().length();
    }
    lines.add(" ".repeat(MARGIN) + line);
    return lines;
  }

  /** A part of the legend. */
  private record Piece(Tone tone, String text) {}
}
