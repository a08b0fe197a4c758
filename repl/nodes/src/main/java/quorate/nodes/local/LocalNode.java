package quorate.nodes.local;

import java.time.Instant;
import java.util.Optional;
import quorate.netty.node.HostPort;
import quorate.nodes.monitor.NodeUrl;
import quorate.spi.NodeId;

/**
 * One process of a cluster, as it is written down.
 *
 * @param id the number of a member, the name of a service
 * @param pid the number of its process
 * @param startedMillis when that began, by the clock of the system: another process may get its
 *     number later; 0 if the system does not say
 * @param listen where it listens for the others
 * @param http where it answers HTTP
 */
public record LocalNode(String id, long pid, long startedMillis, String listen, String http) {

  static LocalNode of(NodeId node, ProcessHandle process, HostPort listen, HostPort http) {
    return new LocalNode(
        key(node), process.pid(), started(process), listen.toString(), http.toString());
  }

  /** As it is typed: {@code 3}, {@code manager}. */
  static String key(NodeId node) {
    return node.isMember() ? Integer.toString(node.value()) : node.toString();
  }

  public NodeId node() {
    return NodeId.of(id);
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Its process, if that is still the one that was started. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(it -> startedMillis == 0 || started(it) == startedMillis);
  }

  public boolean runs() {
    return process().isPresent();
  }

  public NodeUrl url() {
    return new NodeUrl(HostPort.parse(http));
  }

  /** Its name: {@code n3}. */
  public String name() {
    return node().toString();
  }
}
