package quorate.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.election.LeaderKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.node.FreePorts;
import quorate.netty.node.Guard;
import quorate.netty.node.HostPort;
import quorate.netty.real.Contender;
import quorate.netty.real.ContenderHost;
import quorate.netty.real.ServerCount;
import quorate.netty.real.Servers;

/** Processes of etcd on this machine, which end with this program, however that ends. */
final class EtcdServers implements Servers {

  private static final int LONGEST_START_SECONDS = 20;

  private final int count;
  private final List<HostPort> clients;
  private final List<HostPort> peers;
  private final Path folder;
  private final Guard guard;
  private final List<Process> running = new ArrayList<>();

  /** None runs yet. */
  EtcdServers(ClusterSpec spec) {
    this.count = ServerCount.of(spec.options());
    List<HostPort> ports = FreePorts.find(2 * count);
    this.clients = ports.subList(0, count);
    this.peers = ports.subList(count, 2 * count);
    try {
      this.folder = Files.createTempDirectory("quorate-etcd-");
    } catch (IOException full) {
      throw new UserError("cannot make a temporary folder: " + full.getMessage());
    }
    this.guard = new Guard(folder);
  }

  @Override
  public List<HostPort> addresses() {
    return clients;
  }

  @Override
  public synchronized void start() {
    if (running.isEmpty()) {
      for (int i = 0; i < count; i++) {
        running.add(launch(i));
      }
      awaitElection();
    }
  }

  private Process launch(int index) {
    String name = "s" + (index + 1);
    List<String> command = new ArrayList<>();
    // In a session of its own, so that Ctrl-C in a terminal does not end it.
    EtcdSystem.onPath("setsid").ifPresent(it -> command.add(it.toString()));
    command.add(EtcdSystem.onPath("etcd").orElseThrow().toString());
    command.addAll(List.of("--name", name, "--data-dir", folder.resolve(name).toString()));
    command.addAll(List.of("--listen-client-urls", url(clients.get(index))));
    command.addAll(List.of("--advertise-client-urls", url(clients.get(index))));
    command.addAll(List.of("--listen-peer-urls", url(peers.get(index))));
    command.addAll(List.of("--initial-advertise-peer-urls", url(peers.get(index))));
    command.addAll(List.of("--initial-cluster", members(), "--initial-cluster-state", "new"));
    command.addAll(List.of("--logger", "zap", "--log-level", "error"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(it -> it.startsWith("ETCD_"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(index).toFile()));
    try {
      Process process = builder.start();
      guard.watch(process.pid());
      process.getOutputStream().close();
      return process;
    } catch (IOException none) {
      throw new UserError("cannot start etcd: " + none.getMessage());
    }
  }

  private Path log(int index) {
    return folder.resolve("s" + (index + 1) + ".log");
  }

  private String members() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add("s" + (i + 1) + "=" + url(peers.get(i)));
    }
    return String.join(",", members);
  }

  private static String url(HostPort address) {
    return "http://" + address;
  }

  /**
   * Serves when an election of no consequence is over; then the client's classes are loaded too.
   */
  private void awaitElection() {
    ByteSequence name = ByteSequence.from("quorate-ready", StandardCharsets.UTF_8);
    try (Client client = client(clients)) {
      long lease = done(client.getLeaseClient().grant(LONGEST_START_SECONDS)).getID();
      LeaderKey key = done(client.getElectionClient().campaign(name, lease, name)).getLeader();
      done(client.getKVClient().get(key.getKey()));
      done(client.getLeaseClient().keepAliveOnce(lease));
      done(client.getElectionClient().resign(key));
      done(client.getLeaseClient().revoke(lease));
    }
  }

  private <T> T done(CompletableFuture<T> answer) {
    try {
      return answer.get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new UserError("etcd does not serve" + lastWords());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UserError("etcd was stopped");
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log(0));
      return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
    } catch (IOException none) {
      return "";
    }
  }

  static Client client(List<HostPort> addresses) {
    return Client.builder()
        .endpoints(addresses.stream().map(EtcdServers::url).toArray(String[]::new))
        .build();
  }

  @Override
  public synchronized void kill() {
    for (Process process : running) {
      process.destroyForcibly();
      Guard.awaitEnd(process);
      guard.forget(process.pid());
    }
    running.clear();
  }

  @Override
  public Contender contender(ContenderHost host, List<HostPort> addresses) {
    return new EtcdContender(host, client(addresses));
  }

  @Override
  public synchronized void close() {
    guard.close();
    running.forEach(Guard::awaitEnd);
  }
}
