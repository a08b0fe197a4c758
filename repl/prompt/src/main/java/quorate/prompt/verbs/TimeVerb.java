package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Quantities;
import quorate.lab.UserError;
import quorate.report.MovedView;
import quorate.report.MovedView.Moved;
import quorate.session.Answer;
import quorate.session.Session;
import quorate.session.TimeTravel;

/** A command that moves clusters in virtual time. */
abstract class TimeVerb extends Verb {

  private static final int MOST = 1_000_000;

  /** Moves one cluster. */
  @FunctionalInterface
  interface Move {
    TimeTravel.Moved of(ObservedCluster cluster) throws InterruptedException;
  }

  /**
   * Moves the clusters that the command is for.
   *
   * @throws UserError if one of them runs over TCP; then none has moved
   */
  static Answer moved(Session session, Move move) throws InterruptedException {
    List<ObservedCluster> clusters = session.clusters();
    clusters.forEach(TimeTravel::check);
    List<Moved> moved = new ArrayList<>();
    for (ObservedCluster cluster : clusters) {
      TimeTravel.Moved it = move.of(cluster);
      moved.add(MovedView.of(it.cluster(), it.happened(), it.later()));
    }
    return Answer.of(new MovedView(moved));
  }

  final Answer moved(Move move) throws InterruptedException {
    return moved(session(), move);
  }

  /**
   * The one cluster that a command is for.
   *
   * @param typed the whole command
   * @throws UserError if there is none, or more than one
   */
  static ObservedCluster onlyCluster(Session session, String typed) {
    List<ObservedCluster> clusters = session.clusters();
    if (clusters.size() > 1) {
      throw new UserError(
          "several clusters run; type: on %s %s".formatted(clusters.get(0).spec().name(), typed));
    }
    return clusters.get(0);
  }

  /** How many moves were typed; 1 if none were. */
  static int moves(String typed, String command) {
    String example = command + " 5";
    int moves = typed == null ? 1 : Quantities.integer(typed, "how many; type: " + example);
    if (moves < 1 || moves > MOST) {
      throw new UserError("from 1 to %,d moves, got %s; type: %s".formatted(MOST, typed, example));
    }
    return moves;
  }
}
