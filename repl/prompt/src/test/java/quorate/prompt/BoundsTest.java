package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.experiments.language.Statements;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeSetup;
import quorate.spi.Property;

/** Whatever is typed has a bound, which the error names; what runs out is said in one line. */
class BoundsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "sweep raft --sim logs= ~ {1,2} ~ 40 ~ these are more than 1000000 settings; sweep at most 50 at a time",
        "sweep raft --sim loss= ~ {1} ~ 4000 ~ nothing is swept; put values into braces: sweep raft election=150..{151,200,300}ms",
        "start raft 3 --sim latency=1ms ~ +1ms ~ 30 ~ a delay is a sum of at most 16 parts, got 31",
        "start raft 3 --sim heartbeat=0.00 ~ 1us ~ 1 ~ heartbeat= is at least 0.01ms, got 0.000001ms; type heartbeat=1ms",
        "start bully 3 --sim answer=0.00 ~ 9ms ~ 1 ~ answer= is at least 0.01ms, got 0.009ms; type answer=1ms",
      })
  void what_is_repeated_has_a_bound(String begin, String again, int times, String error) {
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.error(begin + again.repeat(times))).isEqualTo(error);
    }
  }

  @Test
  void a_cluster_is_named_once() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      assertThat(prompt.error("on raft on raft status"))
          .isEqualTo("on names one cluster; type: on raft COMMAND");
    }
  }

  @Test
  void an_error_does_not_repeat_all_that_was_typed() {
    try (Typed prompt = Typed.simulating()) {
      String error = prompt.error("start raft 3 logs=" + "9".repeat(50_000));
      assertThat(error).hasSizeLessThan(2_100).endsWith("as in 5@3");
    }
  }

  @Test
  void a_line_of_a_script_that_never_ends_is_an_error() {
    Script fine = new Script(new StringReader("status\r\n\nstop all"));
    assertThat(fine.next()).isEqualToIgnoringWhitespace("status");
    assertThat(fine.next()).isEmpty();
    assertThat(fine.next()).isEqualTo("stop all");
    assertThat(fine.next()).isNull();
    assertThatThrownBy(() -> new Script(new Endless()).next())
        .isInstanceOf(UserError.class)
        .hasMessage("the script cannot be read: " + Statements.tooLong().getMessage());
  }

  /** As /dev/zero. */
  private static final class Endless extends Reader {
    @Override
    public int read(char[] into, int offset, int length) {
      return length;
    }

    @Override
    public void close() {}
  }

  /** The machine gives up in the middle of a command; the next one is run all the same. */
  @Test
  void an_error_of_the_machine_is_one_line_and_the_session_goes_on() {
    Catalog catalog =
        new Catalog(
            List.of(
                new Exhausting("deep", new StackOverflowError()),
                new Exhausting("large", new OutOfMemoryError("Java heap space")),
                new Exhausting(
                    "wide", new OutOfMemoryError("unable to create native thread: possibly")),
                new Exhausting("torn", new NoClassDefFoundError("quorate/torn/Ballot"))));
    try (Typed prompt = Typed.simulating(catalog)) {
      assertThat(prompt.error("start deep 3 --sim")).startsWith("that is nested too deeply");
      assertThat(prompt.error("start large 3 --sim"))
          .startsWith("the program may take ")
          .contains("QUORATE_JAVA_OPTS");
      assertThat(prompt.error("compare wide --sim")).endsWith("raise the limit: ulimit -u");
      assertThat(prompt.error("start torn 3 --sim")).contains("this should not have happened");
      assertThat(prompt.type("set")).contains("heartbeat");
    }
  }

  /** An algorithm whose nodes cannot be made, since the machine gives up. */
  private record Exhausting(String name, Error error) implements ElectionAlgorithm {
    @Override
    public String source() {
      return "no paper";
    }

    @Override
    public Class<? extends Message> messageType() {
      return Message.class;
    }

    @Override
    public Set<Property> promises() {
      return Set.of();
    }

    @Override
    public ElectionNode newNode(NodeSetup setup) {
      throw error;
    }
  }
}
