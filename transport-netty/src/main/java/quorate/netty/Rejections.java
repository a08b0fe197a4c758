package quorate.netty;

import java.time.Duration;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.spi.NodeId;

/**
 * What strangers sent and nodes rejected, on its way into the trace: one by one as long as it is
 * little, and as a sum when it comes in floods, which would push everything else out of the trace.
 * Used on the cluster's thread.
 */
public final class Rejections {

  /** How many are traced one by one, from the first on, in one {@link #WHILE}. */
  static final int ONE_BY_ONE = 100;

  /** A flood is over when nothing was rejected for so long. */
  private static final Duration WHILE = Duration.ofSeconds(10);

  private final LiveCluster cluster;
  private boolean looking;
  private int traced;
  private long untraced;
  private NodeId lastNode;
  private String lastReason;

  public Rejections(LiveCluster cluster) {
    this.cluster = cluster;
  }

  public void on(NodeId node, String reason) {
    if (traced < ONE_BY_ONE) {
      traced++;
      trace(node, reason);
    } else {
      untraced++;
      lastNode = node;
      lastReason = reason;
    }
    if (!looking) {
      looking = true;
      cluster.after(WHILE, this::lookAgain);
    }
  }

  /** As long as the flood goes on there is one sum in every while. */
  private void lookAgain() {
    looking = untraced > 0;
    if (looking) {
      traceSum();
      cluster.after(WHILE, this::lookAgain);
    } else {
      traced = 0;
    }
  }

  private void traceSum() {
    String more = untraced + " more, not traced one by one; the last: " + lastReason;
    untraced = 0;
    trace(lastNode, more);
  }

  private void trace(NodeId node, String reason) {
    cluster.trace().write(0, at -> new FrameRejected(at, node, reason));
  }

  /** The flood is over, if there was one; for tests, which have no time to wait for that. */
  void calm() {
    if (untraced > 0) {
      traceSum();
    }
    traced = 0;
  }
}
