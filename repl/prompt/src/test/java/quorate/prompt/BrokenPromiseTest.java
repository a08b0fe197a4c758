package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Property;
import quorate.spi.Purpose;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/** An algorithm that breaks its promise now and then: where many trials end, and what is said. */
class BrokenPromiseTest {

  private static final Timer ELECTION = new Timer("ELECTION");

  /** A node that wakes first leads the first epoch, unless two wake within a message's time. */
  static final class Rash implements ElectionAlgorithm {
    @Override
    public String name() {
      return "rash";
    }

    @Override
    public String source() {
      return "no paper";
    }

    @Override
    public Class<? extends Message> messageType() {
      return Said.class;
    }

    @Override
    public Set<Property> promises() {
      return Set.of(Property.ONE_LEADER_PER_EPOCH);
    }

    @Override
    public ElectionNode newNode(NodeSetup setup) {
      return new RashNode(setup);
    }
  }

  sealed interface Said extends Message {}

  record Mine() implements Said {
    @Override
    public Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  private static final class RashNode implements ElectionNode {
    private final NodeSetup setup;
    private Belief belief = Belief.follower(OptionalLong.of(0), Optional.empty());

    RashNode(NodeSetup setup) {
      this.setup = setup;
    }

    @Override
    public void onStart(Effects out) {
      out.setTimer(ELECTION, new TimeRange(Duration.ofMillis(100), Duration.ofMillis(200)));
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      belief = Belief.leader(OptionalLong.of(1), setup.self(), "term 1");
      setup.peers().forEach(peer -> out.send(peer, new Mine()));
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      out.cancelTimer(ELECTION);
      belief = Belief.follower(OptionalLong.of(1), Optional.of(from));
    }

    @Override
    public Belief belief() {
      return belief;
    }

    @Override
    public Record state() {
      return new Mine();
    }
  }

  private static final String COMPARISON =
      "compare rash --sim --nodes 2 --scenario startup --trials 2000 latency=1ms";

  private static ObjectNode report(String typed) throws Exception {
    try (Typed prompt = Typed.with(new Rash(), true)) {
      ObjectNode report = (ObjectNode) prompt.answer(typed);
      assertThat(prompt.interpreter().exitStatus()).isEqualTo(3);
      report.remove("command");
      return report;
    }
  }

  @Test
  void a_sample_ends_with_the_first_trial_that_broke_a_promise_whatever_the_threads()
      throws Exception {
    JsonNode report = report(COMPARISON + " --threads 1");
    JsonNode rash = report.get("algorithms").get(0);
    int trials = rash.get("samples").size();
    assertThat(trials).isBetween(2, 1999);
    assertThat(rash.get("violations").asInt()).isPositive();
    assertThat(rash.get("outlier").get("trial").asInt()).isEqualTo(trials);
    for (int threads = 2; threads <= 8; threads++) {
      assertThat(report(COMPARISON + " --threads " + threads)).isEqualTo(report);
    }
    ObjectNode kept = report(COMPARISON.replace("2000", Integer.toString(trials)));
    assertThat(kept.get("algorithms")).isEqualTo(report.get("algorithms"));
  }

  @Test
  void the_run_is_named_and_breaks_the_promise_again() throws Exception {
    try (Typed prompt = Typed.with(new Rash(), false)) {
      String text = prompt.type(COMPARISON);
      assertThat(prompt.noted()).contains("violation: two leaders in epoch 1");
      String line = text.lines().filter(it -> it.contains("/trial=")).findFirst().orElseThrow();
      assertThat(line).endsWith("  # broke a promise");
      prompt.type(line);
      assertThat(prompt.noted()).contains("violation: two leaders in epoch 1");
      assertThat(prompt.interpreter().exitStatus()).isEqualTo(3);
      assertThat(prompt.session().all()).hasSize(1);
    }
  }
}
