package quorate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import quorate.lab.measure.Summary;

class DistributionChartTest {

  private static Summary even(int from, int to) {
    return Summary.of(IntStream.rangeClosed(from, to).boxed().toList()).orElseThrow();
  }

  private static List<String> chart(DistributionChart chart) {
    List<String> lines = chart.render("converged", Display.plain(60)).lines().toList();
    assertThat(lines)
        .allMatch(line -> line.length() <= 60)
        .allMatch(line -> line.matches("[ -~]*"));
    return lines;
  }

  @Test
  void an_even_sample_is_a_straight_line_from_the_bottom_to_the_top() {
    DistributionChart chart = new DistributionChart();
    chart.add("raft", even(100, 200), 101);
    List<String> lines = chart(chart);
    int before = Integer.MAX_VALUE;
    for (String line : lines.subList(1, 11)) { // the top row first
      String curve = line.substring(line.indexOf('|') + 1);
      assertThat(curve.strip()).matches("r+");
      assertThat(curve.indexOf('r')).isLessThan(before);
      before = curve.indexOf('r');
    }
    assertThat(lines.get(1)).startsWith("100% |").endsWith("r");
    assertThat(lines.get(12)).startsWith("      100 ms").contains("180");
    assertThat(lines.get(13)).isEqualTo("      r raft");
  }

  @Test
  void trials_without_a_time_keep_a_curve_below_the_top() {
    DistributionChart chart = new DistributionChart();
    chart.add("raft", even(100, 200), 202);
    List<String> lines = chart(chart);
    assertThat(lines.subList(1, 6)).noneMatch(line -> line.contains("r"));
    assertThat(lines.get(6)).endsWith("r");
  }

  @Test
  void a_long_tail_does_not_press_the_rest_together_and_is_said() {
    DistributionChart chart = new DistributionChart();
    chart.add("raft", Summary.of(concat(even(100, 200), 9_000)).orElseThrow(), 102);
    List<String> lines = chart(chart);
    assertThat(lines.get(13)).contains("(the longest took 9,000 ms)");
    assertThat(lines.get(6).indexOf('r')).isGreaterThan(12);
  }

  private static List<Double> concat(Summary summary, double last) {
    return IntStream.rangeClosed(0, summary.count())
        .mapToObj(i -> i < summary.count() ? summary.min() + i : last)
        .toList();
  }

  @Test
  void where_curves_meet_a_mark_says_so() {
    DistributionChart chart = new DistributionChart();
    chart.add("raft", even(100, 200), 101);
    chart.add("bully", even(100, 200), 101);
    assertThat(chart(chart).get(6)).matches(" +\\| *\\*+");
    assertThat(chart(chart).get(13)).isEqualTo("      r raft   b bully   * several");
  }

  /** Colours as brackets, so that one can read them. */
  private record Colored(Display plain) implements Display {
    @Override
    public int width() {
      return plain.width();
    }

    @Override
    public int lineWidth() {
      return plain.lineWidth();
    }

    @Override
    public String bold(String text) {
      return text;
    }

    @Override
    public String toned(Tone tone, String text) {
      return tone == Tone.PLAIN ? text : "<" + tone + " " + text + ">";
    }
  }

  @Test
  void each_curve_has_a_colour_and_without_it_the_chart_is_the_same() {
    DistributionChart chart = new DistributionChart();
    chart.add("raft", even(100, 200), 101);
    chart.add("bully", even(150, 200), 101);
    String colored = chart.render("converged", new Colored(Display.plain(60)));
    assertThat(colored)
        .containsPattern("<CURVE_1 r+>")
        .containsPattern("<CURVE_2 b+>")
        .contains("      <CURVE_1 r raft>   <CURVE_2 b bully>   * several");
    assertThat(colored.replaceAll("<CURVE_. ([^>]*)>", "$1"))
        .isEqualTo(chart.render("converged", Display.plain(60)));
  }

  @Test
  void without_curves_there_is_no_chart() {
    assertThat(new DistributionChart().render("converged", Display.plain(80))).isEmpty();
  }
}
