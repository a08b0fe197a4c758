package quorate.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import quorate.report.DistributionChart;
import quorate.report.DistributionChart.Curve;

/** Cumulative distributions as a picture: to the right goes the time, up goes the share. */
final class CurvesSvg {

  private static final double LEFT = 56;
  private static final double WIDTH = 700;
  private static final double TOP = 14;
  private static final double HEIGHT = 260;
  private static final double LEGEND_ROW = 24;

  /** So many points a curve has; more would not be seen. */
  private static final int POINTS = 350;

  private final DistributionChart chart;
  private final double from;
  private final double to;
  private final List<String> lines = new ArrayList<>();

  private CurvesSvg(DistributionChart chart) {
    this.chart = chart;
    double step = step(chart.to() - chart.from());
    this.from = Math.floor(chart.from() / step) * step;
    this.to = Math.max(chart.to(), from + step);
  }

  private static double step(double range) {
    return DistributionChart.niceStep(range / 8);
  }

  static String of(DistributionChart chart, String what) {
    return new CurvesSvg(chart).draw("share of the trials that had " + what + " by then");
  }

  private String draw(String title) {
    double bottom = TOP + HEIGHT + 36 + LEGEND_ROW * chart.curves().size();
    boolean longer = chart.longest() > to;
    double height = bottom + (longer ? LEGEND_ROW : 0) + 6;
    lines.add("<figure><figcaption>%s</figcaption>".formatted(HtmlDisplay.escaped(title)));
    lines.add(
        "<svg class=\"curves\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">"
            .formatted(number(LEFT + WIDTH + 20), number(height), HtmlDisplay.escaped(title)));
    drawAxes();
    for (int i = 0; i < chart.curves().size(); i++) {
      drawCurve(chart.curves().get(i), i);
      double y = TOP + HEIGHT + 50 + LEGEND_ROW * i;
      lines.add(line("curve c" + i % 10, LEFT, y - 4, LEFT + 34, y - 4));
      lines.add(text("name", LEFT + 42, y, chart.curves().get(i).name()));
    }
    if (longer) {
      String longest = String.format(Locale.ROOT, "the longest took %,.0f ms", chart.longest());
      lines.add(text("note", LEFT, bottom + 10, longest));
    }
    lines.add("</svg></figure>");
    return String.join("\n", lines);
  }

  private void drawAxes() {
    for (int share = 0; share <= 100; share += 20) {
      double y = y(share / 100.0);
      lines.add(line("rule", LEFT, y, LEFT + WIDTH, y));
      lines.add(text("end", LEFT - 6, y + 4, share + "%"));
    }
    double step = step(to - from);
    for (double time = from; time <= to + step / 1000; time += step) {
      lines.add(line("rule", x(time), TOP + HEIGHT, x(time), TOP + HEIGHT + 5));
      lines.add(
          text(
              "middle",
              x(time),
              TOP + HEIGHT + 22,
              DistributionChart.trimmed(time) + (time == from ? " ms" : "")));
    }
  }

  private void drawCurve(Curve curve, int number) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i <= POINTS; i++) {
      double time = from + (to - from) * i / POINTS;
      points.append(i == 0 ? "" : " ").append(number(x(time))).append(',');
      points.append(number(y(curve.shareUpTo(time))));
    }
    lines.add(
        "<polyline class=\"curve c%s\" points=\"%s\"><title>%s</title></polyline>"
            .formatted(number % 10, points, HtmlDisplay.escaped(curve.name())));
  }

  private double x(double time) {
    return LEFT + (time - from) / (to - from) * WIDTH;
  }

  private static double y(double share) {
    return TOP + HEIGHT * (1 - share);
  }

  private static String line(String kind, double x1, double y1, double x2, double y2) {
    return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
        .formatted(kind, number(x1), number(y1), number(x2), number(y2));
  }

  private static String text(String kind, double x, double y, String words) {
    return "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
        .formatted(kind, number(x), number(y), HtmlDisplay.escaped(words));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
