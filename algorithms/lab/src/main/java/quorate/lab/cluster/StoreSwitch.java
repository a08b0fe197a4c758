package quorate.lab.cluster;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import quorate.lab.store.StoreSettings;
import quorate.spi.NodeId;

/** Whether leaders write to a store, and how. Used on the cluster's own thread. */
final class StoreSwitch {

  private final HostedCluster cluster;
  private Optional<StoreSettings> settings = Optional.empty();

  StoreSwitch(HostedCluster cluster) {
    this.cluster = cluster;
  }

  Optional<StoreSettings> settings() {
    return settings;
  }

  /** Adds a store, unless there is one or none is wanted, and tells the members how to write. */
  void use(Optional<StoreSettings> wanted, long cause) {
    settings = wanted;
    boolean has = cluster.hosts().stream().anyMatch(host -> host.self().equals(NodeId.STORE));
    if (wanted.isPresent() && !has) {
      cluster.join(
          NodeHost.ofStore(
              cluster.spec(), cluster.portsOfStore(), cluster.trace(), this::isFencing));
      cluster.start(new TreeSet<>(List.of(NodeId.STORE)));
    }
    for (NodeHost host : cluster.hosts()) {
      if (host.self().isMember()) {
        host.writeTo(wanted, cause);
      }
    }
  }

  private boolean isFencing() {
    return settings.map(StoreSettings::fencing).orElse(false);
  }
}
