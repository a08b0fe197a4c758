package quorate.netty.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.StrictJson;
import quorate.spi.NodeId;

/**
 * A file in which the members of a cluster write where they listen, and find each other. Who writes
 * holds the lock of a file beside it, and puts the new file in the place of the old: so no entry is
 * lost, and nobody reads half a file, however many start at once.
 *
 * <p>It says where members are, and not how many there are: a majority counts all, registered or
 * not.
 */
final class Registry implements Members {

  private static final JsonMapper JSON =
      StrictJson.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Within one process, a lock of a file is everybody's. */
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path file;
  private final ClusterSpec spec;

  /** What the file says. */
  private record Entries(
      String cluster, String algorithm, int size, SortedMap<String, String> nodes) {}

  Registry(Path file, ClusterSpec spec) {
    this.file = file;
    this.spec = spec;
  }

  @Override
  public int size() {
    return spec.size();
  }

  @Override
  public void register(NodeId self, HostPort address) {
    if (isWildcard(address)) {
      throw new UserError(
          "nobody can dial %s; with --registry, give an address that the others can: --listen HOST:%s"
              .formatted(address, address.port()));
    }
    Path folder = file.toAbsolutePath().getParent();
    Path lockFile = folder.resolve(file.getFileName() + ".lock");
    synchronized (IN_THIS_PROCESS) {
      try {
        Files.createDirectories(folder);
        try (FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            FileLock lock = channel.lock()) {
          if (lock.isValid()) {
            write(with(read(), self, address), folder);
          }
        }
      } catch (IOException unwritable) {
        throw new UserError(
            "cannot write to the registry %s: %s".formatted(file, FolderLock.reason(unwritable)));
      }
    }
  }

  private static boolean isWildcard(HostPort address) {
    return List.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0").contains(address.host());
  }

  private Entries with(Entries entries, NodeId self, HostPort address) {
    if (!spec.hasHost(self)) {
      throw new UserError(
          "%s has %s, and no node %s".formatted(file, spec.hostsInWords(), key(self)));
    }
    for (Map.Entry<String, String> entry : entries.nodes().entrySet()) {
      if (entry.getValue().equals(address.toString()) && !entry.getKey().equals(key(self))) {
        throw new UserError(
            "%s is the address of node %s in %s; give node %s another one with --listen"
                .formatted(address, entry.getKey(), file, key(self)));
      }
    }
    SortedMap<String, String> nodes = new TreeMap<>(entries.nodes());
    nodes.put(key(self), address.toString());
    return new Entries(entries.cluster(), entries.algorithm(), entries.size(), nodes);
  }

  private void write(Entries entries, Path folder) throws IOException {
    Path beside = folder.resolve(file.getFileName() + ".new");
    Files.writeString(beside, JSON.writeValueAsString(entries) + "\n");
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public Found find() {
    try {
      SortedMap<NodeId, HostPort> found = new TreeMap<>();
      read().nodes().forEach((id, at) -> found.put(NodeId.of(id), HostPort.parse(at)));
      return new Found(found, List.of());
    } catch (IOException unreadable) {
      throw new UserError(
          "cannot read the registry %s: %s".formatted(file, FolderLock.reason(unreadable)));
    }
  }

  /** What the file says; nothing if it is not there yet. */
  private Entries read() throws IOException {
    if (Files.notExists(file)) {
      return new Entries(spec.name(), spec.algorithm().name(), spec.size(), new TreeMap<>());
    }
    Entries entries = parsed();
    String its = owner(entries.cluster(), entries.algorithm(), entries.size());
    String own = owner(spec.name(), spec.algorithm().name(), spec.size());
    if (!its.equals(own)) {
      throw new UserError(
          "the registry %s is that of %s, and this is %s; give another file with --registry"
              .formatted(file, its, own));
    }
    return entries;
  }

  private static String owner(String cluster, String algorithm, int size) {
    return "cluster '%s' (%s, %s members)".formatted(cluster, algorithm, size);
  }

  private Entries parsed() throws IOException {
    try {
      Entries entries = JSON.readValue(Files.readAllBytes(file), Entries.class);
      if (entries != null && entries.cluster() != null && entries.nodes() != null) {
        for (Map.Entry<String, String> entry : entries.nodes().entrySet()) {
          check(entry.getKey(), entry.getValue());
        }
        return entries;
      }
    } catch (JsonProcessingException
        | IllegalArgumentException
        | UserError
        | NullPointerException noRegistry) {
      // said below
    }
    throw new UserError(
        "%s is no registry, or is damaged; delete it, and start all nodes again".formatted(file));
  }

  /** A node as the file names it: {@code 3}, {@code manager}. */
  private static String key(NodeId node) {
    return node.isMember() ? Integer.toString(node.value()) : node.toString();
  }

  private void check(String id, String address) {
    HostPort.parse(address);
    if (!spec.hasHost(NodeId.of(id))) {
      throw new UserError("no member");
    }
  }
}
