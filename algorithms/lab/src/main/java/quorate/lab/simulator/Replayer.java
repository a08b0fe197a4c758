package quorate.lab.simulator;

import java.util.OptionalLong;
import quorate.lab.simulator.Recording.Entry;
import quorate.lab.simulator.Recording.Position;

/**
 * Lets a cluster go the way of a recording, one move after the other. A move is something that was
 * done from outside, or something that came by itself.
 */
public final class Replayer {

  private final Recording recording;
  private final SimulatedCluster cluster;

  /**
   * @param cluster a new one, or one that is on that way: its own recording is the begin of this
   */
  public Replayer(Recording recording, SimulatedCluster cluster) {
    this.recording = recording;
    this.cluster = cluster;
  }

  /** Where the cluster is. */
  public Position position() {
    return cluster.position();
  }

  /** When the next move is; empty if the recording is over. */
  public OptionalLong nextNanos() {
    Position here = cluster.position();
    Entry byHand = byHand(here);
    if (byHand != null) {
      return OptionalLong.of(byHand.at().nanos());
    }
    return isOver(here) ? OptionalLong.empty() : cluster.nextNanos();
  }

  /**
   * Does the next move.
   *
   * @return whether there was one; if not, the time has passed up to the end of the recording
   */
  public boolean move() {
    Position here = cluster.position();
    Entry byHand = byHand(here);
    if (byHand != null) {
      cluster.pass(byHand.at().nanos());
      byHand.input().redo(cluster);
      return true;
    } else if (isOver(here)) {
      cluster.pass(recording.end().nanos());
      return false;
    }
    return cluster.step();
  }

  private boolean isOver(Position here) {
    return here.steps() >= recording.end().steps();
  }

  /** What was done from outside, if that is the next move, or null. */
  private Entry byHand(Position here) {
    if (here.inputs() == recording.entries().size()) {
      return null;
    }
    Entry next = recording.entries().get(here.inputs());
    return next.at().steps() == here.steps() ? next : null;
  }
}
