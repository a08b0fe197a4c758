package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.lab.UserError;
import quorate.nodes.local.LocalCluster;
import quorate.nodes.local.LocalCluster.Order;
import quorate.nodes.local.LocalNode;
import quorate.nodes.local.LocalView;
import quorate.nodes.monitor.NodeSeen;

/** Processes that a command starts, and that others look after. */
@Tag("tcp")
class LocalClusterTest {

  private static final List<String> PATIENT = List.of("election=800..1500ms", "heartbeat=100ms");

  @TempDir private Path folder;

  private final int port = 20_000 + 10 * ThreadLocalRandom.current().nextInt(900);

  private LocalCluster start(Path where) {
    return LocalCluster.start(where, order(), ClusterCommand.LAUNCHER);
  }

  private Order order() {
    return new Order("raft", 3, PATIENT, port);
  }

  private LocalCluster opened() {
    return LocalCluster.in(folder, ClusterCommand.LAUNCHER);
  }

  @AfterEach
  void leaveNothingRunning() throws InterruptedException {
    if (Files.exists(folder.resolve("cluster.json"))) {
      opened().stop();
    }
  }

  @Test
  void another_command_finds_the_nodes_kills_one_restarts_it_and_ends_all() throws Exception {
    NodeSeen leader = start(folder).awaitAgreement(60);
    LocalCluster found = opened();
    assertThat(LocalView.of(found).isWhole()).isTrue();

    LocalNode victim = found.node(leader.id());
    found.kill(victim);
    NodeSeen next = found.awaitAgreement(60);
    assertThat(next.id()).isNotEqualTo(leader.id());
    assertThat(next.epoch().getAsLong()).isGreaterThan(leader.epoch().getAsLong());
    assertThat(LocalView.of(found).text(quorate.report.Display.plain(120)))
        .containsPattern(victim.name() + " +ended");

    long pid = found.restart(victim).pid();
    assertThat(pid).isNotEqualTo(victim.pid());
    assertThat(found.awaitAgreement(60).epoch().getAsLong())
        .isGreaterThanOrEqualTo(next.epoch().getAsLong());
    assertThat(opened().node(victim.id()).pid()).isEqualTo(pid);
    assertThat(found.printed(victim)).anyMatch(line -> line.contains("follows"));

    List<LocalNode> nodes = opened().nodes();
    assertThat(opened().stop()).isEqualTo(3);
    assertThat(nodes).noneMatch(LocalNode::runs);
    assertThatThrownBy(this::opened).hasMessageContaining("no cluster was started in");
  }

  @Test
  void a_folder_has_one_cluster_and_one_that_has_died_is_started_again() throws Exception {
    LocalCluster first = start(folder);
    long epoch = first.awaitAgreement(60).epoch().getAsLong();
    assertThatThrownBy(() -> start(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "already (3 of its 3 nodes); to end it: cluster stop --dir " + folder);
    for (LocalNode node : first.nodes()) {
      first.kill(node);
    }
    assertThat(LocalView.of(opened()).isWhole()).isFalse();
    NodeSeen again = start(folder).awaitAgreement(60);
    assertThat(again.epoch().getAsLong()).as("it knows what it saved").isGreaterThan(epoch);
  }

  @Test
  void what_is_in_the_way_is_said_and_no_process_is_left() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(port + 1002, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> start(folder))
          .hasMessageStartingWith("port " + taken.getLocalPort() + " is taken; type other ports");
    }
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> start(file)).hasMessageContaining("cannot make the folder");
    Files.writeString(folder.resolve("cluster.json"), "{}");
    assertThatThrownBy(() -> start(folder)).hasMessageContaining("cannot be understood");
    Files.delete(folder.resolve("cluster.json"));
  }

  @Test
  void a_node_that_cannot_start_says_why() throws IOException {
    LocalCluster cluster =
        LocalCluster.start(
            folder, new Order("raft", 2, List.of("nonsense=1"), port), ClusterCommand.LAUNCHER);
    assertThatThrownBy(() -> cluster.awaitAgreement(60))
        .hasMessageContaining("has ended: raft has no option 'nonsense'");
  }
}
