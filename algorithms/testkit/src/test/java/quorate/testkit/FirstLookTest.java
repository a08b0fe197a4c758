package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

public class FirstLookTest {

  @Test
  void a_message_to_oneself_is_named_with_what_to_do_instead() {
    Optional<String> seen = FirstLook.at(new Mistaken("to-itself", Plain.class, true), Map.of());
    assertThat(seen.orElseThrow())
        .startsWith("to-itself cannot be tested yet:\n  n1: a rule of to-itself is broken: ")
        .contains("n1 cannot send Hello[] to n1; send to setup.peers() only");
  }

  @Test
  void a_message_that_is_no_record_is_named_with_what_messages_are() {
    Optional<String> seen = FirstLook.at(new Mistaken("no-record", Odd.class, false), Map.of());
    assertThat(seen.orElseThrow())
        .contains("FirstLookTest$Thing is no public record: messages are public records");
  }

  @Test
  void an_algorithm_that_runs_gets_no_word() {
    assertThat(FirstLook.at(new Mistaken("fine", Plain.class, false), Map.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a.Node calls java.lang.System.nanoTime ~ a node has no clock",
        "a.Node uses java.time.Instant ~ a node has no clock",
        "a.Node uses java.util.Random ~ the driver draws",
        "a.Node calls java.util.Collections.shuffle ~ the driver draws",
        "a.Node uses java.util.Timer ~ set a timer with out.setTimer",
        "a.Node uses java.io.PrintStream ~ out.explain says why",
        "a.Node uses java.util.HashMap ~ take TreeMap",
        "a.Node calls java.util.Set.of ~ take TreeMap",
        "a.Node.calls is static and can change ~ make it a field of the node",
        "a.Node.kept holds effects after the call ~ use the Effects that each call passes",
        "a.Node depends on quorate.lab.Trace, where no arrow leads ~ own package only",
        "a.Node calls java.lang.System.getenv ~ setup.option",
      })
  void each_impurity_has_its_remedy(String fault, String remedy) {
    assertThat(Remedies.of(fault)).contains(remedy);
  }

  @Test
  void an_impurity_comes_with_its_line_and_its_remedy() {
    assertThat(Purity.remediesOfAlgorithm("quorate.testkit"))
        .anyMatch(
            it ->
                it.startsWith("quorate.testkit.Conversation depends on quorate.lab.")
                    && it.contains("(Conversation.java:")
                    && it.contains("own package only"));
  }

  /** Messages as they have to be. */
  public sealed interface Plain extends Message permits Hello {}

  /** One of them. */
  public record Hello() implements Plain {
    @Override
    public Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  /** Messages as they must not be. */
  public sealed interface Odd extends Message permits Thing {}

  static final class Thing implements Odd {
    @Override
    public Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  /** Does nothing, or one thing that is wrong. */
  private record Mistaken(String name, Class<? extends Message> messageType, boolean sendsToItself)
      implements ElectionAlgorithm {
    @Override
    public String source() {
      return "no paper";
    }

    @Override
    public Set<Property> promises() {
      return Set.of();
    }

    @Override
    public ElectionNode newNode(NodeSetup setup) {
      return new ElectionNode() {
        @Override
        public void onStart(Effects out) {
          if (sendsToItself) {
            out.send(setup.self(), new Hello());
          }
        }

        @Override
        public void onMessage(NodeId from, Message message, Effects out) {}

        @Override
        public void onTimer(Timer timer, Effects out) {}

        @Override
        public Belief belief() {
          return Belief.follower(OptionalLong.empty(), Optional.empty());
        }

        @Override
        public Record state() {
          return new Hello();
        }
      };
    }
  }
}
