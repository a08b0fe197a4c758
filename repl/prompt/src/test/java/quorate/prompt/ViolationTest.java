package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Property;
import quorate.spi.Purpose;
import quorate.spi.Timer;

/** A broken promise is told in plain sight, and in the exit status. */
@Tag("tcp")
@Execution(ExecutionMode.CONCURRENT) // each waits 10 s for an agreement that does not come
class ViolationTest {

  /** Promises one leader per epoch, and has everybody lead the first one. */
  private static final class Everybody implements ElectionAlgorithm {
    sealed interface Said extends Message {}

    record Hello() implements Said {
      @Override
      public Purpose purpose() {
        return Purpose.ELECTION;
      }
    }

    @Override
    public String name() {
      return "everybody";
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
      return new Usurper(setup.self());
    }
  }

  private record Usurper(NodeId self) implements ElectionNode {
    @Override
    public void onStart(Effects out) {
      out.explain("leads because it wants to");
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      throw new IllegalArgumentException("nobody speaks here: " + message);
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      throw new IllegalArgumentException("there is no timer " + timer);
    }

    @Override
    public Belief belief() {
      return Belief.leader(OptionalLong.of(1), self, "term 1");
    }

    @Override
    public Record state() {
      return this;
    }
  }

  @Test
  void a_person_reads_who_broke_which_promise_and_why() {
    try (Typed prompt = Typed.with(new Everybody(), false)) {
      prompt.type("set follow off; start everybody 2");
      assertThat(prompt.noted())
          .contains("violation: two leaders in epoch 1: n1 since")
          .contains("n2 since")
          .contains("leads because it wants to");
      assertThat(prompt.interpreter().exitStatus()).isEqualTo(3);
    }
  }

  @Test
  void a_program_finds_the_violation_in_the_answer() throws Exception {
    try (Typed prompt = Typed.with(new Everybody(), true)) {
      JsonNode answer = prompt.answer("start everybody 2");
      assertThat(answer.get("ok").asBoolean()).isFalse();
      JsonNode violation = answer.get("results").get(0).get("violations").get(0);
      assertThat(violation.get("promise").asText()).isEqualTo("ONE_LEADER_PER_EPOCH");
      assertThat(violation.get("description").asText()).contains("seed");
    }
  }
}
