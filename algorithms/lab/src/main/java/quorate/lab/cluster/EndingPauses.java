package quorate.lab.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.lab.cluster.Fault.Resume;
import quorate.spi.NodeId;

/** The pauses that end by themselves. Used on the cluster's own thread. */
final class EndingPauses {

  private final HostedCluster cluster;

  /** The last pause of those nodes of which it has, or had, an end of its own. */
  private final SortedMap<NodeId, Integer> last = new TreeMap<>();

  EndingPauses(HostedCluster cluster) {
    this.cluster = cluster;
  }

  /** A node stands still, for a while if there is a length. */
  void pause(NodeId node, Optional<Duration> length) {
    NodeHost host = cluster.host(node);
    int before = host.pauses();
    host.pause();
    if (host.pauses() > before && length.isPresent()) {
      last.put(node, before + 1);
      cluster.after(length.get(), () -> end(node, before + 1));
    }
  }

  /** A pause with a length is over, unless somebody ended it before. */
  private void end(NodeId node, int pause) {
    if (isIn(node, pause)) {
      cluster.inject(new Resume(new TreeSet<>(List.of(node))));
    }
  }

  private boolean isIn(NodeId node, int pause) {
    return cluster.host(node).isPaused() && cluster.host(node).pauses() == pause;
  }

  /** Whether a pause lasts that will end by itself. */
  boolean lasts() {
    return last.entrySet().stream().anyMatch(it -> isIn(it.getKey(), it.getValue()));
  }
}
