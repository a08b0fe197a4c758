package quorate.repl.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import quorate.lab.measure.Summary;

/**
 * The cumulative distributions of some samples, drawn with letters: to the right goes the time, up
 * goes the share of all trials that are no later. In plain ASCII.
 */
public final class DistributionChart {

  private static final int ROWS = 10;
  private static final int MARGIN = 6;
  private static final int WIDEST = 100;
  private static final char SEVERAL = '*';
  private static final String SPARE_MARKS = "abcdefghijklmnopqrstuvwxyz";

  /** A tail that is longer than this is cut: it would press all else to the left. */
  private static final double LONGEST_TAIL = 1.6;

  private final List<Curve> curves = new ArrayList<>();

  /** A curve and the letter that draws it. */
  private record Curve(String name, char mark, Summary summary, double ceiling) {
    double shareUpTo(double value) {
      return summary.shareUpTo(value) * ceiling;
    }
  }

  /**
   * Adds a curve.
   *
   * @param name what the legend calls it; its first letter draws it, if that is free
   * @param millis the sample
   * @param trials how many trials there were, those without a value included
   */
  public void add(String name, Summary millis, long trials) {
    curves.add(new Curve(name, freeMark(name), millis, (double) millis.count() / trials));
  }

  private char freeMark(String name) {
    return (name + SPARE_MARKS)
        .chars()
        .mapToObj(c -> (char) c)
        .filter(Character::isLetter)
        .filter(mark -> curves.stream().noneMatch(curve -> curve.mark() == mark))
        .findFirst()
        .orElse('+');
  }

  /**
   * Draws all curves.
   *
   * @param what the measured word: {@code converged}
   * @param columns how wide the chart may be
   * @return several lines; empty if there is no curve
   */
  public String render(String what, int columns) {
    if (curves.isEmpty()) {
      return "";
    }
    double from = curves.stream().mapToDouble(curve -> curve.summary().min()).min().orElseThrow();
    double longest =
        curves.stream().mapToDouble(curve -> curve.summary().max()).max().orElseThrow();
    double to =
        Math.min(longest, curves.stream().mapToDouble(DistributionChart::end).max().orElseThrow());
    double step = niceStep((to - from) / 6);
    double left = Math.floor(from / step) * step;
    int width = Math.min(columns, WIDEST) - MARGIN - 1;
    double perColumn = Math.max(to - left, step) / (width - 1);

    List<String> lines = new ArrayList<>();
    lines.add("share of the trials that had " + what + " by then");
    char[][] field = draw(left, perColumn, width);
    for (int row = ROWS; row >= 1; row--) {
      String label = row % 2 == 0 ? String.format("%3d%%", row * 100 / ROWS) : "";
      lines.add(String.format("%4s |%s", label, new String(field[row])).stripTrailing());
    }
    lines.add(" ".repeat(MARGIN - 1) + "+" + "-".repeat(width));
    lines.add(axis(left, step, perColumn, width));
    lines.add(" ".repeat(MARGIN) + legend(longest > to + perColumn ? longest : Double.NaN));
    return String.join("\n", lines);
  }

  private static double end(Curve curve) {
    double most = curve.summary().quantile(0.99);
    return curve.summary().max() <= LONGEST_TAIL * most ? curve.summary().max() : most;
  }

  /** Where a curve rises by several rows at once, all of them are marked. */
  private char[][] draw(double left, double perColumn, int width) {
    char[][] field = new char[ROWS + 1][width];
    Arrays.stream(field).forEach(row -> Arrays.fill(row, ' '));
    for (Curve curve : curves) {
      int before = 0;
      for (int x = 0; x < width; x++) {
        int height = (int) Math.round(curve.shareUpTo(left + (x + 0.5) * perColumn) * ROWS);
        for (int y = Math.min(before + 1, height); y <= height; y++) {
          field[y][x] = field[y][x] == ' ' ? curve.mark() : SEVERAL;
        }
        before = height;
      }
    }
    return field;
  }

  private static String axis(double left, double step, double perColumn, int width) {
    StringBuilder axis = new StringBuilder(" ".repeat(MARGIN));
    for (double tick = left; tick <= left + width * perColumn; tick += step) {
      int at = MARGIN + (int) Math.round((tick - left) / perColumn);
      String label = String.format(Locale.ROOT, "%s", (Object) trimmed(tick));
      String unit = axis.toString().isBlank() ? label + " ms" : label;
      if (at >= axis.length() && at + unit.length() <= MARGIN + width) {
        axis.append(" ".repeat(at - axis.length())).append(unit);
      }
    }
    return axis.toString().stripTrailing();
  }

  private static String trimmed(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** 1, 2 or 5 times a power of ten, at least as much as asked. */
  private static double niceStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 0.01))));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private String legend(double longest) {
    List<String> parts = new ArrayList<>();
    curves.forEach(curve -> parts.add(curve.mark() + " " + curve.name()));
    if (curves.size() > 1) {
      parts.add(SEVERAL + " several");
    }
    if (!Double.isNaN(longest)) {
      parts.add(String.format(Locale.ROOT, "(the longest took %,.0f ms)", longest));
    }
    return String.join("   ", parts);
  }
}
