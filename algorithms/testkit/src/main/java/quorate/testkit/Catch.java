package quorate.testkit;

/**
 * A test of the kit that notices a broken variant.
 *
 * @param by the method, with its arguments, as reports name it
 * @param report what the failure says, among other things; a regular expression
 * @param test runs the method
 */
public record Catch(String by, String report, Test test) {

  static final Catch NOTHING = new Catch("nothing", "", (contract, transcripts, variant) -> {});

  /** A test that can be run with any algorithm. */
  public interface Test {
    /**
     * @param contract the contract, with the variant for its algorithm
     * @param transcripts those of the honest algorithm
     * @throws AssertionError if the variant is caught
     * @throws Exception if the test cannot be run
     */
    void run(ElectionContract contract, ElectionTranscripts transcripts, BrokenVariant variant)
        throws Exception;
  }

  /** Faults of all kinds, with this many nodes: a promise falls. */
  public static Catch chaos(int size, String report) {
    return new Catch(
        "promises_hold_under_all_faults_and_the_cluster_settles_when_they_end(" + size + ")",
        "(?s).*(" + report + ").*replay: .*",
        (contract, transcripts, variant) ->
            contract.promises_hold_under_all_faults_and_the_cluster_settles_when_they_end(size));
  }

  /** Elections overlap, with this many nodes: a promise falls. */
  public static Catch overlap(int size, String report) {
    return new Catch(
        "promises_hold_however_elections_overlap(" + size + ")",
        "(?s).*(" + report + ").*replay: .*",
        (contract, transcripts, variant) -> contract.promises_hold_however_elections_overlap(size));
  }

  /** Nothing fails, and yet somebody changes its mind. */
  public static Catch calm(int size) {
    return new Catch(
        "a_leader_stays_when_nothing_fails(" + size + ")",
        "(?s).*Expecting empty but was.*believes.*",
        (contract, transcripts, variant) -> contract.a_leader_stays_when_nothing_fails(size));
  }

  /** A cluster starts, and agrees on nobody. */
  public static Catch start(int size) {
    return new Catch(
        "a_cluster_that_starts_settles(" + size + ")",
        "(?s).*settles.*",
        (contract, transcripts, variant) -> contract.a_cluster_that_starts_settles(size));
  }

  /** The leader crashes, and is not replaced. */
  public static Catch crashedLeader(int size) {
    return new Catch(
        "a_crashed_leader_is_replaced(" + size + ")",
        "(?s).*settles.*",
        (contract, transcripts, variant) -> contract.a_crashed_leader_is_replaced(size));
  }

  /** An election costs more, or less, than the paper's formula says. */
  public static Catch counting(int size) {
    return new Catch(
        "an_undisturbed_election_costs_what_the_theory_says(" + size + ")",
        "(?s).*(sent|delivered|settles|undisturbed elections).*",
        (contract, transcripts, variant) ->
            contract.an_undisturbed_election_costs_what_the_theory_says(size));
  }

  /** A transcript is lived through otherwise; its story is about what is broken. */
  public static Catch transcript(String fileName) {
    return new Catch(
        "transcripts/" + fileName,
        "(?s)transcripts/" + fileName + ":.*",
        (contract, transcripts, variant) -> transcripts.check(fileName, variant.algorithm()));
  }
}
