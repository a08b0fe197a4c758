package quorate.lab.simulator;

import java.util.Optional;
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
    Optional<Entry> byHand = byHand();
    if (byHand.isPresent()) {
      return OptionalLong.of(byHand.get().at().nanos());
    }
    return isOver() ? OptionalLong.empty() : cluster.nextNanos();
  }

  /**
   * Does the next move.
   *
   * @return whether there was one; if not, the time has passed up to the end of the recording
   */
  public boolean move() {
    Optional<Entry> byHand = byHand();
    if (byHand.isPresent()) {
      cluster.pass(byHand.get().at().nanos());
      byHand.get().input().redo(cluster);
      return true;
    } else if (isOver()) {
      cluster.pass(recording.end().nanos());
      return false;
    }
    return cluster.step();
  }

  private boolean isOver() {
    return cluster.position().steps() >= recording.end().steps();
  }

  /** What was done from outside, if that is the next move. */
  private Optional<Entry> byHand() {
    int done = cluster.position().inputs();
    if (done == recording.entries().size()) {
      return Optional.empty();
    }
    Entry next = recording.entries().get(done);
    return Optional.of(next).filter(it -> it.at().steps() == cluster.position().steps());
  }
}
