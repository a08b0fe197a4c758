package quorate.prompt.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quorate.lab.invariant.Violation;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.report.Display;
import quorate.spi.Belief;
import quorate.spi.NodeId;
import quorate.spi.Property;

class NewsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Display DISPLAY = Display.plain(60);
  private static final Stamp STAMP = new Stamp(1, 0, 0);

  private final News news = new News("raft");

  private void leads(int node, int epoch) {
    Belief belief = Belief.leader(OptionalLong.of(epoch), new NodeId(node), "");
    news.heard(new BeliefChanged(STAMP, new NodeId(node), Belief.NOTHING, belief));
  }

  @Test
  void a_new_leader_is_told_once() {
    leads(2, 3);
    assertThat(news.due(0, DISPLAY)).containsExactly("raft: n2 leads epoch 3");
    assertThat(news.due(9 * SECOND, DISPLAY)).isEmpty();
  }

  @Test
  void what_comes_in_quick_succession_is_told_in_one_line_and_less_and_less_often() {
    int lines = 0;
    for (int tenth = 0; tenth < 600; tenth++) {
      leads(1 + tenth % 5, tenth);
      lines += news.due(tenth * SECOND / 10, DISPLAY).size();
    }
    assertThat(lines).as("in a minute").isBetween(4, 8);
    leads(3, 700);
    List<String> last = news.due(200 * SECOND, DISPLAY);
    assertThat(last).hasSize(1).first().asString().matches("raft: \\d+ new leaders; now n3 .*700");
  }

  @Test
  void after_a_quiet_time_news_are_told_at_once_again() {
    for (int tenth = 0; tenth < 100; tenth++) {
      leads(1, tenth);
      news.due(tenth * SECOND / 10, DISPLAY);
    }
    news.due(100 * SECOND, DISPLAY);
    leads(2, 200);
    assertThat(news.due(200 * SECOND, DISPLAY)).hasSize(1);
    leads(3, 201);
    assertThat(news.due(202 * SECOND, DISPLAY)).hasSize(1);
  }

  @Test
  void a_node_that_is_gone_and_a_broken_promise_have_lines_no_wider_than_the_screen() {
    news.heard(Crashed.byMistake(STAMP, new NodeId(4), "a bug"));
    String words = "n1 and n2 both lead epoch 4, which nobody should ever be able to see";
    Violation violation = new Violation(Property.values()[0], words, List.of());
    news.looked(Optional.empty(), List.of(violation), true);
    List<String> lines = news.due(0, DISPLAY);
    assertThat(lines).first().isEqualTo("raft: n4 is gone: a bug");
    assertThat(lines.get(1)).startsWith("raft: PROMISE BROKEN: n1").hasSizeLessThanOrEqualTo(60);
  }

  @Test
  void two_leaders_are_told_when_they_come_unless_a_command_has_said_so() {
    Optional<String> two = Optional.of("TWO LEADERS: n1, n2");
    news.looked(two, List.of(), true);
    news.looked(two, List.of(), true);
    assertThat(news.due(0, DISPLAY)).containsExactly("raft: TWO LEADERS: n1, n2");
    news.looked(Optional.empty(), List.of(), true);
    news.looked(two, List.of(), false);
    news.looked(two, List.of(), true);
    assertThat(news.due(9 * SECOND, DISPLAY)).isEmpty();
  }
}
