package quorate.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.nodes.local.LocalCluster;
import quorate.nodes.local.LocalCluster.Order;
import quorate.nodes.local.LocalNode;
import quorate.nodes.local.LocalView;
import quorate.nodes.monitor.NodeSeen;
import quorate.prompt.console.Console;
import quorate.report.Json;
import quorate.spi.ElectionAlgorithm;

/** Shows in less than a minute what processes of nodes do; nothing of it is left. */
@Command(
    name = "demo",
    customSynopsis = "quorate cluster demo [ALGORITHM]",
    description =
        "Start three processes, kill the leader, watch the election, restart it, and stop.")
final class ClusterDemo extends ClusterCommand.Task {

  private static final int NODES = 3;
  private static final long PATIENCE_SECONDS = 60;
  private static final int LOWEST_PORT = 20_000;
  private static final int PORTS = 8_000;
  private static final int TRIES = 20;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ALGORITHM",
      description = "By default the one with most to show.")
  private String typedAlgorithm;

  private Console console;

  @Override
  int run() throws InterruptedException {
    console = console();
    String found = algorithm().name();
    Path folder;
    try {
      folder = Files.createTempDirectory("quorate-demo-");
    } catch (IOException full) {
      throw new UserError("cannot make a folder among the temporary files; is the disk full?");
    }
    Thread cleaning = new Thread(() -> clean(folder), "end of the demonstration");
    Runtime.getRuntime().addShutdownHook(cleaning); // also after Ctrl-C
    show(found, folder);
    clean(folder);
    console.answer(
        console.json()
            ? json(true).put("step", "ended all processes").toString()
            : "ended all processes, and removed " + folder);
    return 0;
  }

  /** The one that was typed, or else the one that has most to show. */
  private ElectionAlgorithm algorithm() {
    Catalog catalog = Catalog.load();
    Comparator<ElectionAlgorithm> most = Comparator.comparingInt(it -> it.promises().size());
    return typedAlgorithm != null
        ? catalog.named(typedAlgorithm)
        : Collections.max(catalog.all(), most.thenComparingInt(it -> it.options().size()));
  }

  private void show(String found, Path folder) throws InterruptedException {
    long began = System.nanoTime();
    LocalCluster cluster = start(folder, found);
    NodeSeen leader = cluster.awaitAgreement(PATIENCE_SECONDS);
    say("started " + NODES + " processes of " + found, began, leader);
    status(cluster);

    LocalNode victim = cluster.node(leader.id());
    long killed = System.nanoTime();
    cluster.kill(victim);
    NodeSeen next = cluster.awaitAgreement(PATIENCE_SECONDS);
    say("killed " + victim.name() + " with kill -9 " + victim.pid(), killed, next);
    status(cluster);

    long again = System.nanoTime();
    LocalNode returned = cluster.restart(victim);
    NodeSeen last = cluster.awaitAgreement(PATIENCE_SECONDS);
    say("restarted " + victim.name() + " as process " + returned.pid(), again, last);
    status(cluster);
  }

  private LocalCluster start(Path folder, String found) {
    UserError taken = null;
    for (int i = 0; i < TRIES; i++) {
      int port = LOWEST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
      try {
        Order order = new Order(found, NODES, List.of(), port);
        return LocalCluster.start(folder, order, ClusterCommand.LAUNCHER);
      } catch (UserError other) {
        taken = other;
      }
    }
    throw taken;
  }

  private void say(String done, long sinceNanos, NodeSeen leader) {
    double seconds = (System.nanoTime() - sinceNanos) / 1e9;
    String epoch = leader.epoch().isPresent() ? " in epoch " + leader.epoch().getAsLong() : "";
    if (console.json()) {
      ObjectNode json = json(true).put("step", done).set("leader", Json.id(leader.id()));
      console.answer(json.put("agreed_ms", Math.round(seconds * 1e3)).toString());
    } else {
      console.answer(
          String.format(
              Locale.ROOT,
              "%s; after %.1f s all agree: %s leads%s",
              done,
              seconds,
              leader.name(),
              epoch));
    }
  }

  private void status(LocalCluster cluster) {
    if (!console.json()) {
      String table = LocalView.of(cluster).text(console);
      console.answer("\n" + table.substring(table.indexOf("\n\n") + 2) + "\n");
    }
  }

  private static synchronized void clean(Path folder) {
    try {
      LocalCluster.in(folder, ClusterCommand.LAUNCHER).stop();
    } catch (UserError none) {
      // it had not been started yet
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stays) {
      System.err.println("could not remove " + folder + "; remove it");
    }
  }
}
