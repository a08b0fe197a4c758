package quorate.prompt.recount;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import quorate.lab.measure.Counts;
import quorate.lab.measure.Outcome;

/**
 * Every figure, counted again from the printed trace by the words of
 * docs/decisions/what-is-measured.md. {@code -Dquorate.recount=5000} counts so many runs, {@code
 * -Dquorate.recount.seed=2} others.
 */
class RecountTest {

  private static final int RUNS = Integer.getInteger("quorate.recount", 350);
  private static final long SEED = Long.getLong("quorate.recount.seed", 1);
  private static final int SHOWN = Integer.getInteger("quorate.recount.shown", 12);

  private static final List<String> COMPLAINTS = new ArrayList<>();
  private static final Map<String, int[]> AGREED = new TreeMap<>();

  /** How many runs had a figure, and how many had none. */
  private static final Map<String, int[]> PRESENT = new TreeMap<>();

  @BeforeAll
  static void countAgain() throws InterruptedException {
    Mix mix = new Mix(SEED);
    for (int number = 0; number < RUNS; number++) {
      Mix.Run run = mix.next();
      TracedTrial traced = TracedTrial.run(run.experiment(), run.trial());
      if (traced.ran()) {
        Figures counted = traced.counted();
        List<Difference> differences = differences(traced, counted);
        note(run, differences.isEmpty());
        note(counted);
        if (!differences.isEmpty()) {
          COMPLAINTS.add(number + ": " + run + "\n" + differences + "\n" + traced.excerpt(counted));
        }
      }
    }
    if (RUNS >= 1000) {
      AGREED.forEach(
          (what, runs) -> System.out.println(what + ": " + runs[0] + " of " + runs[1] + " agree"));
    }
  }

  private static List<Difference> differences(TracedTrial traced, Figures counted) {
    List<Difference> differences = Difference.between(traced.trial().outcome(), counted);
    CsvRow row = CsvRow.of(traced.experiment(), traced.trial());
    for (Difference it : Difference.between(row, counted)) {
      Difference inFile =
          new Difference(it.figure() + " in a CSV file", it.measured(), it.counted());
      if (differences.stream().noneMatch(other -> other.figure().equals(it.figure()))) {
        differences.add(inFile);
      }
    }
    return differences;
  }

  private static void note(Mix.Run run, boolean agrees) {
    String algorithm = run.experiment().cluster().algorithm().name();
    String scenario = run.experiment().scenario().name();
    for (String what : List.of("all runs", algorithm, algorithm + ", " + scenario)) {
      int[] runs = AGREED.computeIfAbsent(what, it -> new int[2]);
      runs[0] += agrees ? 1 : 0;
      runs[1]++;
    }
  }

  private static void note(Figures counted) {
    note("settled", counted.settled());
    note("settled on several", counted.leaders().size() > 1);
    note("detected", counted.detected());
    note("elected", counted.elected());
    note("majority", counted.majority());
    note("converged", counted.converged());
    note("leaderless", counted.leaderless() > 0);
    note("two leaders", counted.twoLeaders() > 0);
    note("new leaders", counted.newLeaders() > 0);
    note("rounds", counted.rounds() > 0);
    note("messages", counted.messages() > 0);
  }

  private static void note(String figure, boolean present) {
    PRESENT.computeIfAbsent(figure, it -> new int[2])[present ? 1 : 0]++;
  }

  private static void note(String moment, OptionalLong counted) {
    note(moment, counted.isPresent());
    if (counted.isPresent()) {
      note(moment + " later than at once", counted.getAsLong() > 0);
    }
  }

  @Test
  void the_program_and_the_recount_have_the_same_figures_in_every_run() {
    List<String> shown = COMPLAINTS.subList(0, Math.min(SHOWN, COMPLAINTS.size()));
    assertThat(COMPLAINTS)
        .as("%d runs disagree; the first:%n%s", COMPLAINTS.size(), String.join("\n", shown))
        .isEmpty();
    assertThat(AGREED.get("all runs")[1]).isGreaterThan(RUNS * 3 / 4);
  }

  @Test
  void every_figure_is_there_in_many_runs_and_missing_in_many() {
    assertThat(PRESENT).hasSize(15);
    assertThat(PRESENT)
        .allSatisfy(
            (figure, runs) ->
                assertThat(Math.min(runs[0], runs[1])).as(figure).isGreaterThan(RUNS / 200));
  }

  @Test
  void a_wrong_figure_is_found() throws Exception {
    TracedTrial traced = TracedTrial.run(Mix.crashLeader(), 1);
    Figures counted = traced.counted();
    Outcome right = traced.trial().outcome();
    assertThat(Difference.between(right, counted)).isEmpty();
    assertThat(found(right, "settled", false, counted)).contains("settled");
    assertThat(found(right, "agreed", 0, counted)).contains("leaders");
    for (String moment : List.of("detected", "elected", "majority", "converged")) {
      assertThat(found(right, moment, OptionalLong.empty(), counted)).containsExactly(moment);
      assertThat(found(right, moment, OptionalLong.of(7), counted)).containsExactly(moment);
    }
    long wrong = right.leaderlessNanos() + 1_000_000;
    assertThat(found(right, "leaderlessNanos", wrong, counted)).containsExactly("leaderless");
    assertThat(found(right, "twoLeadersNanos", wrong, counted)).containsExactly("two leaders");
    assertThat(found(right, "newLeaders", 7, counted)).containsExactly("new leaders");
    assertThat(found(right, "rounds", 7, counted)).containsExactly("rounds");
    assertThat(found(right, "messages", Counts.NONE, counted)).containsExactly("messages");
    assertThat(found(right, "sentLater", 7L, counted)).containsExactly("messages later");
    assertThat(found(right, "begunLater", 7L, counted)).containsExactly("elections later");
  }

  /** The figures that are found to be wrong if one is altered. */
  private static List<String> found(Outcome right, String altered, Object value, Figures counted)
      throws ReflectiveOperationException {
    RecordComponent[] components = Outcome.class.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      boolean here = components[i].getName().equals(altered);
      values[i] = here ? value : components[i].getAccessor().invoke(right);
    }
    Outcome wrong = Outcome.class.getDeclaredConstructor(types).newInstance(values);
    assertThat(wrong).isNotEqualTo(right);
    return Difference.between(wrong, counted).stream().map(Difference::figure).toList();
  }
}
