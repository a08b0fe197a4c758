import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Five etcd processes of this machine, for processes.sh: it kills the leader, as {@code kill -9}
 * does, and asks the others over HTTP until all name the same new leader.
 *
 * <pre>java EtcdFailover.java FOLDER</pre>
 *
 * It answers in lines: {@code agreed MS} first, then {@code pids ...}, and to each line that it
 * reads ({@code kill}) {@code failover MS ask MS}: the second figure is the pace of the questions.
 * When its input ends, so do the processes.
 */
final class EtcdFailover {

  private static final int NODES = 5;

  /** Quorate's timeouts begin at 150 ms, too; etcd wants at least five heartbeats in one. */
  private static final int ELECTION_MILLIS = 150;

  private static final int HEARTBEAT_MILLIS = 30;

  /** Nobody campaigns earlier after a kill, so asking begins then, and disturbs less. */
  private static final int SILENCE_MILLIS = ELECTION_MILLIS - 2 * HEARTBEAT_MILLIS;

  private static final int PACE_MILLIS = 5;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern NAMED = Pattern.compile("\"(member_id|leader)\":\"(\\d+)\"");

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final ExecutorService askers =
      Executors.newFixedThreadPool(
          NODES,
          task -> {
            Thread asker = new Thread(task, "asks etcd");
            asker.setDaemon(true); // an error ends the program, and with it the processes
            return asker;
          });
  private final ConcurrentLinkedQueue<Long> paces = new ConcurrentLinkedQueue<>();
  private final Path folder;
  private final int[] ports;
  private final Process[] nodes = new Process[NODES];

  private EtcdFailover(Path folder) throws IOException {
    this.folder = folder;
    this.ports = freePorts(2 * NODES);
  }

  public static void main(String[] typed) throws Exception {
    EtcdFailover cluster = new EtcdFailover(Path.of(typed[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::end));
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    System.out.printf("agreed %.0f%n", cluster.start());
    System.out.println("pids" + cluster.pids());
    while (in.readLine() != null) {
      double failover = cluster.killLeader();
      System.out.printf("failover %.0f ask %.1f%n", failover, cluster.pace());
    }
    System.exit(0);
  }

  private static int[] freePorts(int number) throws IOException {
    List<ServerSocket> taken = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      taken.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    int[] ports = taken.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    for (ServerSocket socket : taken) {
      socket.close();
    }
    return ports;
  }

  private String peer(int node) {
    return "http://127.0.0.1:" + ports[NODES + node];
  }

  private String client(int node) {
    return "http://127.0.0.1:" + ports[node];
  }

  private void launch(int node) throws IOException {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      members.add("n" + i + "=" + peer(i));
    }
    ProcessBuilder etcd =
        new ProcessBuilder(
            "etcd",
            "--name=n" + node,
            "--data-dir=" + folder.resolve("n" + node),
            "--listen-peer-urls=" + peer(node),
            "--initial-advertise-peer-urls=" + peer(node),
            "--listen-client-urls=" + client(node),
            "--advertise-client-urls=" + client(node),
            "--initial-cluster=" + String.join(",", members),
            "--election-timeout=" + ELECTION_MILLIS,
            "--heartbeat-interval=" + HEARTBEAT_MILLIS,
            "--logger=zap",
            "--log-level=error");
    etcd.redirectErrorStream(true).redirectOutput(folder.resolve("n" + node + ".log").toFile());
    nodes[node] = etcd.start();
  }

  /** How long it takes until all agree, in milliseconds. */
  private double start() throws Exception {
    long began = System.nanoTime();
    for (int node = 0; node < NODES; node++) {
      launch(node);
    }
    awaitAgreement();
    return (System.nanoTime() - began) / 1e6;
  }

  private String pids() {
    StringBuilder pids = new StringBuilder();
    for (Process node : nodes) {
      pids.append(' ').append(node.pid());
    }
    return pids.toString();
  }

  /** Who a node is, and whom it names: empty if it does not answer, or knows no leader. */
  private record Said(String self, String leader) {}

  private Optional<Said> ask(int node) {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(client(node) + "/v3/maintenance/status"))
            .timeout(Duration.ofSeconds(1))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try {
      String self = "";
      String leader = "";
      Matcher named =
          NAMED.matcher(http.send(question, HttpResponse.BodyHandlers.ofString()).body());
      while (named.find()) {
        if (named.group(1).equals("leader")) {
          leader = named.group(2);
        } else {
          self = named.group(2);
        }
      }
      return leader.isEmpty() ? Optional.empty() : Optional.of(new Said(self, leader));
    } catch (IOException down) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** The node that all five name as their leader. */
  private int awaitAgreement() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<Said> all = new ArrayList<>();
      for (int node = 0; node < NODES; node++) {
        ask(node).ifPresent(all::add);
      }
      if (all.size() == NODES && all.stream().map(Said::leader).distinct().count() == 1) {
        String leader = all.get(0).leader();
        return all.stream().map(Said::self).toList().indexOf(leader);
      }
      Thread.sleep(PACE_MILLIS);
    }
    throw new IllegalStateException("five etcd did not agree within " + PATIENCE.toSeconds() + " s");
  }

  /** From the kill to the moment at which the last survivor named the new leader, in ms. */
  private double killLeader() throws Exception {
    int victim = awaitAgreement();
    String old = ask(victim).orElseThrow().leader();
    Thread.sleep(ThreadLocalRandom.current().nextInt(10 * HEARTBEAT_MILLIS)); // any moment
    long killed = System.nanoTime();
    nodes[victim].destroyForcibly();
    Thread.sleep(SILENCE_MILLIS);
    List<Future<Long>> followed = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      int survivor = node;
      if (node != victim) {
        followed.add(askers.submit(() -> followsOther(survivor, old)));
      }
    }
    long last = 0;
    for (Future<Long> each : followed) {
      last = Math.max(last, each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
    nodes[victim].waitFor();
    launch(victim);
    awaitAgreement();
    return (last - killed) / 1e6;
  }

  /** When a node first named another leader than the old one. */
  private long followsOther(int node, String old) throws InterruptedException {
    long before = System.nanoTime();
    while (true) {
      Optional<Said> said = ask(node);
      long now = System.nanoTime();
      if (said.isPresent() && !said.get().leader().equals(old) && !said.get().leader().equals("0")) {
        return now;
      }
      Thread.sleep(PACE_MILLIS);
      long next = System.nanoTime();
      paces.add(next - before);
      before = next;
    }
  }

  /** How far apart the questions to one node were, the median so far in milliseconds. */
  private double pace() {
    long[] all = paces.stream().mapToLong(Long::longValue).sorted().toArray();
    return all.length == 0 ? PACE_MILLIS : all[all.length / 2] / 1e6;
  }

  private void end() {
    Arrays.stream(nodes).filter(it -> it != null).forEach(Process::destroyForcibly);
  }
}
