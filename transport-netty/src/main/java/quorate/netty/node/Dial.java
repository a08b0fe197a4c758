package quorate.netty.node;

import java.util.Optional;
import quorate.spi.NodeId;

/**
 * The tries to reach one address, the one that is under way included. Used on the node's thread.
 */
final class Dial {

  private static final long MILLI = 1_000_000;
  private static final long FIRST_NANOS = 50 * MILLI;
  private static final long LONGEST_NANOS = 250 * MILLI;
  private static final long REFUSED_NANOS = 1000 * MILLI;

  /** The node that is to dial is given so much more time than it takes, before the other does. */
  private static final long SECOND_TO_DIAL = 4;

  private final NodeId self;
  private final Target target;
  private Optional<NodeId> answered = Optional.empty();
  private Optional<String> problem = Optional.empty();
  private boolean own;
  private boolean underWay;
  private boolean triedBefore;
  private long failures;
  private long nextNanos;

  /**
   * What is dialled.
   *
   * @param id who is expected to answer; empty for the node that does
   */
  record Target(Optional<NodeId> id, HostPort address) {
    @Override
    public String toString() {
      return id.map(it -> it + " at ").orElse("") + address;
    }
  }

  Dial(NodeId self, Target target) {
    this.self = self;
    this.target = target;
    this.nextNanos = System.nanoTime();
  }

  Target target() {
    return target;
  }

  /** Who answers there, as far as that is known. */
  Optional<NodeId> peer() {
    return target.id().or(() -> answered);
  }

  void answeredBy(NodeId node) {
    answered = Optional.of(node);
  }

  /** This node itself answers there. */
  void answeredBySelf() {
    own = true;
  }

  boolean isOwn() {
    return own;
  }

  /** Why the last try failed; empty if none did. */
  Optional<String> problem() {
    return problem;
  }

  boolean isUnderWay() {
    return underWay;
  }

  /** Whether the first try has come to an end. */
  boolean isTried() {
    return triedBefore && !underWay;
  }

  long nextNanos() {
    return nextNanos;
  }

  void begins() {
    underWay = true;
    triedBefore = true;
  }

  void succeeds() {
    underWay = false;
    failures = 0;
    problem = Optional.empty();
    nextNanos = System.nanoTime() + patience(FIRST_NANOS);
  }

  /** A try came to nothing, as often happens: the other process is down, or dials itself. */
  void fails(String reason) {
    if (underWay) {
      underWay = false;
      problem = Optional.of(reason);
      long wait = Math.min(FIRST_NANOS << Math.min(failures++, Byte.SIZE), LONGEST_NANOS);
      nextNanos = System.nanoTime() + patience(wait);
    }
  }

  /** The other end does not want this node. */
  void isRefused(String reason) {
    underWay = false;
    problem = Optional.of(reason);
    nextNanos = System.nanoTime() + REFUSED_NANOS;
  }

  /** A connection is lost: it is time to dial again, and another may answer now. */
  void begin() {
    answered = Optional.empty();
    failures = 0;
    nextNanos = System.nanoTime() + patience(FIRST_NANOS);
  }

  private long patience(long nanos) {
    return peer().filter(self::isAbove).isPresent() ? SECOND_TO_DIAL * nanos : nanos;
  }
}
