package quorate.nodes.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Drift;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.netty.node.Guard;
import quorate.netty.node.HostPort;
import quorate.netty.node.JsonClient;
import quorate.spi.NodeId;

/** Processes that this program starts, and that end with it. Their folders are temporary. */
final class OwnProcesses implements Processes {

  private final ClusterSpec spec;
  private final SortedMap<NodeId, HostPort> addresses;
  private final SortedMap<NodeId, HostPort> http = new TreeMap<>();
  private final long originNanos;
  private final Path folder;
  private final Guard guard;
  private final NodeCalls calls;
  private final ExecutorService helpers =
      Executors.newCachedThreadPool(
          task -> {
            Thread helper = new Thread(task, "quorate-launch");
            helper.setDaemon(true);
            return helper;
          });
  private final Set<NodeJvm> launched = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private ProcessTraces traces;
  private LiveProcesses live;

  /**
   * No process is started yet.
   *
   * @param addresses where the nodes will listen
   */
  OwnProcesses(
      ClusterSpec spec,
      SortedMap<NodeId, HostPort> addresses,
      SortedMap<NodeId, HostPort> httpAddresses,
      long originNanos) {
    this.spec = spec;
    this.addresses = addresses;
    this.originNanos = originNanos;
    this.calls = new NodeCalls(spec);
    http.putAll(httpAddresses);
    try {
      this.folder = Files.createTempDirectory("quorate-");
    } catch (IOException full) {
      throw new UserError("cannot make a temporary folder: " + full.getMessage());
    }
    this.guard = new Guard(folder);
  }

  void serve(LiveProcesses nodes, ProcessTraces told) {
    live = nodes;
    traces = told;
  }

  @Override
  public void check(Fault fault) {}

  Path folderOf(NodeId node) {
    return folder.resolve(node.toString());
  }

  HostPort httpOf(NodeId node) {
    return http.get(node);
  }

  /** Each is told to start when all are ready, so that they start together. */
  @Override
  public void bringUp(List<Machine> coming) {
    List<LinkFault> faults = live.linkFaults();
    List<CompletableFuture<NodeJvm>> ready = new ArrayList<>();
    for (Machine machine : coming) {
      NodeJvm before = machine.jvm;
      List<Fault> its = new ArrayList<>(faults);
      its.removeIf(it -> !Receivers.of((LinkFault) it, spec.hosts()).contains(machine.node));
      if (machine.clockRate != 1) {
        its.add(new Drift(new TreeSet<>(List.of(machine.node)), machine.clockRate));
      }
      CompletableFuture<NodeJvm> one =
          CompletableFuture.supplyAsync(() -> launch(machine, before, its), helpers);
      one.exceptionally(wrong -> failed(machine, wrong));
      ready.add(one);
    }
    together(ready, NodeJvm::dial).thenRunAsync(() -> together(ready, NodeJvm::go), helpers);
  }

  /** Waits until all are ready, or have failed, and then lets all do something at once. */
  private CompletableFuture<Void> together(
      List<CompletableFuture<NodeJvm>> all, Consumer<NodeJvm> action) {
    return allOf(all)
        .thenCompose(
            done ->
                allOf(
                    all.stream()
                        .filter(it -> !it.isCompletedExceptionally())
                        .map(it -> it.thenAcceptAsync(action, helpers))
                        .toList()));
  }

  /** Done when all are, however they end. */
  private static CompletableFuture<Void> allOf(List<? extends CompletableFuture<?>> all) {
    return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
        .exceptionally(failed -> null);
  }

  private NodeJvm failed(Machine machine, Throwable wrong) {
    Throwable cause = wrong instanceof CompletionException it ? it.getCause() : wrong;
    String reason = "it cannot start: " + cause.getMessage();
    traces.tell(() -> traces.ended(machine, traces.nowNanos(), false, reason));
    return null;
  }

  private NodeJvm launch(Machine machine, NodeJvm before, List<Fault> faults) {
    if (before != null) {
      before.awaitEnd(); // its port and its folder are free then
    }
    try {
      Files.createDirectories(folderOf(machine.node));
      NodeOrder order =
          NodeOrder.of(
              spec,
              machine.node,
              addresses,
              http.get(machine.node),
              folderOf(machine.node),
              originNanos);
      NodeJvm jvm = NodeJvm.launch(order, folder.resolve(machine.node + ".log"));
      guard.watch(jvm.pid());
      launched.add(jvm);
      if (closed) {
        jvm.kill();
      }
      traces.tell(() -> accept(machine, jvm));
      JsonClient client = new JsonClient(jvm.awaitReady());
      TraceFollower follower =
          new TraceFollower(
              "quorate-" + spec.name() + "-" + machine.node,
              client,
              calls.json(),
              traces.listener(machine, it -> ended(it, jvm)),
              jvm::isAlive);
      traces.tell(() -> traces.begins(machine, client, follower));
      for (Fault fault : faults) {
        traces.tell(() -> traces.expectFault(machine.node));
        calls.post(client, fault);
      }
      follower.begin();
      return jvm;
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong.getMessage(), wrong);
    }
  }

  private static void accept(Machine machine, NodeJvm jvm) {
    machine.jvm = jvm;
    if (machine.state == Machine.State.DOWN) {
      jvm.kill(); // it was crashed meanwhile
    }
  }

  /** Its trace has ended; the process itself may need a moment more. */
  private void ended(Machine machine, NodeJvm jvm) {
    long at = traces.nowNanos();
    jvm.ended()
        .thenAccept(
            reason -> {
              guard.forget(jvm.pid());
              launched.remove(jvm);
              traces.tell(() -> traces.ended(machine, at, jvm.endedBySignal(), reason));
            });
  }

  @Override
  public void kill(Machine machine) {
    if (machine.jvm != null) {
      machine.jvm.kill();
    }
  }

  @Override
  public void stop(Machine machine) {
    guard.stop(machine.jvm.pid());
  }

  @Override
  public void goOn(Machine machine) {
    guard.goOn(machine.jvm.pid());
  }

  @Override
  public void wipe(Machine machine) {
    if (machine.jvm != null) {
      machine.jvm.awaitEnd();
    }
    try (Stream<Path> all = Files.walk(folderOf(machine.node))) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (NoSuchFileException none) {
      // it saved nothing
    } catch (IOException | UncheckedIOException kept) {
      throw new UserError(
          "the disk of %s cannot be emptied: %s".formatted(machine.node, kept.getMessage()));
    }
  }

  @Override
  public void close() {
    closed = true;
    launched.forEach(NodeJvm::kill);
    launched.forEach(NodeJvm::awaitEnd);
    guard.close();
    helpers.shutdownNow();
  }
}
