package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.testkit.ChaosTrial;

/** Variants combine freely: whichever are on, promises hold, and a cluster settles in the end. */
@Tag("long")
class RaftCombinationsTest {

  private static final List<String> VARIANTS =
      List.of("prevote", "recent-leader", "check-quorum", "ack-quorum");

  private static final int RUNS = 15;

  static Stream<Map<String, String>> combinations() {
    return IntStream.range(0, 1 << VARIANTS.size()).mapToObj(RaftCombinationsTest::combination);
  }

  /** Bit i says whether variant i is on. */
  private static Map<String, String> combination(int bits) {
    Map<String, String> options = new TreeMap<>();
    for (int i = 0; i < VARIANTS.size(); i++) {
      options.put(VARIANTS.get(i), (bits >> i & 1) == 1 ? "on" : "off");
    }
    return options;
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void settle_after_all_kinds_of_faults(Map<String, String> options) {
    long leaders = 0;
    for (int size : List.of(2, 3, 5)) {
      for (int number = 5001; number <= 5000 + RUNS; number++) {
        leaders += new ChaosTrial(new RaftAlgorithm(), options, size, number).run().leaders();
      }
    }
    assertThat(leaders).as("how often somebody became leader").isGreaterThan(3 * RUNS * 3);
  }
}
