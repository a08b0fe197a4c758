package quorate.prompt.recount;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Outcome.Leadership;

/**
 * A figure on which the program and the recount do not agree.
 *
 * @param figure as tables call it
 * @param measured what the program says
 * @param counted what its trace says
 */
record Difference(String figure, String measured, String counted) {

  private static final String NONE = "-";

  /** A time is a sum of spans, of which each begins and ends at a moment that was rounded. */
  private static final long MICROS_OF_SUMS = 100;

  /** All figures of a trial that differ. */
  static List<Difference> between(Outcome measured, Figures counted) {
    List<Difference> differences = new ArrayList<>();
    same(differences, "settled", measured.settled(), counted.settled());
    same(differences, "leaders", agreed(measured), counted.leaders());
    moment(differences, "detected", measured.detected(), counted.detected());
    moment(differences, "elected", measured.elected(), counted.elected());
    moment(differences, "majority", measured.majority(), counted.majority());
    moment(differences, "converged", measured.converged(), counted.converged());
    time(differences, "leaderless", measured.leaderlessNanos(), counted.leaderless());
    time(differences, "two leaders", measured.twoLeadersNanos(), counted.twoLeaders());
    same(differences, "new leaders", measured.newLeaders(), counted.newLeaders());
    same(differences, "rounds", measured.rounds(), counted.rounds());
    int sent = (int) measured.messages().heartbeatsApart().sent();
    same(differences, "messages", sent, counted.messages());
    same(differences, "messages later", (int) measured.sentLater(), counted.sentLater());
    same(differences, "elections later", (int) measured.begunLater(), counted.begunLater());
    return differences;
  }

  /** The same for the figures that a row of a CSV file has, as they are written there. */
  static List<Difference> between(CsvRow written, Figures counted) {
    List<Difference> differences = new ArrayList<>();
    same(differences, "settled", written.get("settled"), "" + counted.settled());
    moment(differences, "detected", written.nanos("detected_ms"), counted.detected());
    moment(differences, "elected", written.nanos("elected_ms"), counted.elected());
    moment(differences, "majority", written.nanos("majority_ms"), counted.majority());
    moment(differences, "converged", written.nanos("converged_ms"), counted.converged());
    time(differences, "leaderless", written.time("leaderless_ms"), counted.leaderless());
    time(differences, "two leaders", written.time("two_leaders_ms"), counted.twoLeaders());
    same(differences, "messages", written.get("messages"), "" + counted.messages());
    same(differences, "rounds", written.get("rounds"), "" + counted.rounds());
    return differences;
  }

  private static SortedSet<String> agreed(Outcome outcome) {
    SortedSet<String> leaders = new TreeSet<>();
    for (Leadership it : outcome.leaders().subList(0, outcome.agreed())) {
      String epoch = it.epoch().isPresent() ? "" + it.epoch().getAsLong() : "";
      leaders.add(it.leader() + " in " + epoch);
    }
    return leaders;
  }

  private static void same(
      List<Difference> differences, String figure, Object measured, Object counted) {
    if (!measured.equals(counted)) {
      differences.add(new Difference(figure, measured.toString(), counted.toString()));
    }
  }

  private static void moment(
      List<Difference> differences, String figure, OptionalLong nanos, OptionalLong micros) {
    if (nanos.isPresent() != micros.isPresent()
        || nanos.isPresent() && !near(nanos.getAsLong(), micros.getAsLong(), Tolerance.MICROS)) {
      differences.add(new Difference(figure, millis(nanos, 1e6), millis(micros, 1e3)));
    }
  }

  private static void time(List<Difference> differences, String figure, long nanos, long micros) {
    if (!near(nanos, micros, MICROS_OF_SUMS)) {
      differences.add(new Difference(figure, nanos / 1e6 + " ms", micros / 1e3 + " ms"));
    }
  }

  private static boolean near(long nanos, long micros, long tolerance) {
    return Math.abs(nanos - 1000 * micros) <= 1000 * tolerance;
  }

  private static String millis(OptionalLong moment, double units) {
    return moment.isPresent() ? moment.getAsLong() / units + " ms" : NONE;
  }

  @Override
  public String toString() {
    return figure + " " + measured + ", counted " + counted;
  }
}
