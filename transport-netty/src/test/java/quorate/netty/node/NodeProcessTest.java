package quorate.netty.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.World;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Saving;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.raft.RaftAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Timing;

/** Nodes that know each other only by their sockets; here, several of them in one process. */
@Tag("tcp")
class NodeProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final NodeId N3 = new NodeId(3);

  @TempDir private Path folder;

  private final List<NodeProcess> all = new ArrayList<>();

  private static ClusterSpec spec(String name, int size, long seed) {
    return new ClusterSpec(name, new RaftAlgorithm(), size, Timing.DEFAULT, Map.of(), seed);
  }

  private NodeSettings settings(int id) {
    ClusterSpec spec = spec("raft", 3, id);
    return new NodeSettings(
        spec,
        new NodeId(id),
        new HostPort("127.0.0.1", 0),
        Members.registry(folder.resolve("registry.json"), spec));
  }

  private NodeProcess start(NodeSettings settings) throws InterruptedException {
    NodeProcess node = NodeProcess.create(settings);
    all.add(node);
    node.start();
    return node;
  }

  private List<NodeProcess> startThree() throws InterruptedException {
    return List.of(start(settings(1)), start(settings(2)), start(settings(3)));
  }

  @AfterEach
  void close() {
    all.forEach(NodeProcess::close);
  }

  private static List<TraceEvent> events(NodeProcess node) {
    return node.call(live -> live.trace().events());
  }

  private static <T extends TraceEvent> List<T> events(NodeProcess node, Class<T> type) {
    return events(node).stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static NodeId leader(NodeProcess node) {
    List<BeliefChanged> beliefs = events(node, BeliefChanged.class);
    return beliefs.isEmpty() ? null : beliefs.get(beliefs.size() - 1).after().leader().orElse(null);
  }

  private static NodeProcess leaderOf(List<NodeProcess> nodes) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                leader(nodes.get(0)) != null
                    && nodes.stream().map(NodeProcessTest::leader).distinct().count() == 1);
    NodeId leader = leader(nodes.get(0));
    return nodes.stream().filter(it -> it.self().equals(leader)).findFirst().orElseThrow();
  }

  private static boolean areLinked(List<NodeProcess> nodes) {
    return nodes.stream().allMatch(it -> it.peers().stream().allMatch(Peer::linked));
  }

  private static void awaitRejection(NodeProcess node, String reason) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(events(node, FrameRejected.class))
                    .anySatisfy(it -> assertThat(it.reason()).contains(reason)));
  }

  @Test
  void three_nodes_elect_a_leader_and_the_two_that_are_left_elect_another() throws Exception {
    List<NodeProcess> nodes = startThree();
    NodeProcess leader = leaderOf(nodes);
    assertThat(leader.world()).isEqualTo(World.PROCESSES);
    await().atMost(LIMIT).until(() -> areLinked(nodes));
    leader.close();
    List<NodeProcess> left = nodes.stream().filter(it -> it != leader).toList();
    await().atMost(LIMIT).until(() -> !leader.self().equals(leader(left.get(0))));
    assertThat(leaderOf(left)).isNotSameAs(leader);
    await()
        .atMost(LIMIT)
        .until(() -> left.get(0).peers().stream().allMatch(it -> it.address().isPresent()));
    NodeProcess again = start(settings(leader.self().value()));
    await().atMost(LIMIT).until(() -> leader(again) != null);
    assertThat(again.counters().bytesReceived()).isPositive();
  }

  @Test
  void the_cause_of_what_arrives_is_its_number_in_the_trace_of_the_node_that_sent_it()
      throws Exception {
    List<NodeProcess> nodes = startThree();
    leaderOf(nodes);
    NodeProcess first = nodes.get(0);
    await().atMost(LIMIT).until(() -> events(first, Delivered.class).size() > 3);
    for (Delivered delivered : events(first, Delivered.class)) {
      NodeProcess sender = nodes.get(delivered.from().value() - 1);
      TraceEvent cause = sender.call(live -> live.trace().find(delivered.cause())).orElseThrow();
      assertThat(cause).isInstanceOf(Sent.class);
      assertThat(((Sent) cause).message()).isEqualTo(delivered.message());
      assertThat(((Sent) cause).to()).isEqualTo(N1);
    }
  }

  @Test
  void the_numbers_of_a_later_life_are_greater_and_it_goes_on_from_its_disk() throws Exception {
    NodeSettings settings = settings(1).withData(folder.resolve("n1"));
    NodeProcess first = start(settings);
    await().atMost(LIMIT).until(() -> !events(first, Persisted.class).isEmpty());
    List<Saving> savings = events(first, Saving.class);
    Persisted last = first.call(live -> (Persisted) newest(live.trace().events()));
    assertThat(savings).isNotEmpty();
    assertThat(first.counters().saves()).isPositive();
    assertThat(first.counters().lastSaveNanos()).isPositive();
    long lastNumber = events(first).get(events(first).size() - 1).number();
    first.close();
    NodeProcess second = NodeProcess.create(settings);
    all.add(second);
    second.start();
    assertThat(events(second).get(0).number()).isGreaterThan(lastNumber);
    assertThat(second.call(live -> live.state(N1)).toString())
        .contains(last.state().toString().replaceAll(".*(currentTerm=)", "$1").split(",")[0]);
  }

  private static TraceEvent newest(List<TraceEvent> events) {
    return events.stream().filter(Persisted.class::isInstance).reduce((a, b) -> b).orElseThrow();
  }

  @Test
  void a_member_that_moved_is_found_at_its_new_address() throws Exception {
    List<NodeProcess> nodes = startThree();
    await().atMost(LIMIT).until(() -> areLinked(nodes));
    HostPort before = nodes.get(2).address().orElseThrow();
    nodes.get(2).close();
    try (ServerSocket other = new ServerSocket(before.port())) {
      NodeProcess moved = start(settings(3));
      assertThat(moved.address().orElseThrow()).isNotEqualTo(before);
      await().atMost(LIMIT).until(() -> areLinked(List.of(nodes.get(0), nodes.get(1), moved)));
      assertThat(other.isBound()).isTrue();
    }
  }

  @Test
  void a_member_of_another_cluster_is_refused_and_both_say_why() throws Exception {
    NodeProcess node = start(settings(1));
    NodeProcess stranger = startAt(node, spec("blue", 3, 2), settings(2));
    awaitRejection(node, "it is of cluster 'blue', and here is n1 of cluster raft");
    awaitRejection(stranger, "it is of cluster 'blue', and here is n1 of cluster raft");
    assertThat(stranger.peers().get(0).problem().orElse("")).contains("it is of cluster 'blue'");
    assertThat(stranger.peers().get(0).linked()).isFalse();
    assertThat(events(stranger, Delivered.class)).isEmpty();
  }

  @Test
  void a_cluster_of_another_size_is_refused_since_its_majority_would_be_another() throws Exception {
    NodeProcess node = start(settings(1));
    startAt(node, spec("raft", 2, 2), settings(2));
    awaitRejection(node, "its cluster has 2 members, and that of n1 has 3");
  }

  @Test
  void a_node_with_another_secret_or_none_is_refused_and_the_cluster_goes_on() throws Exception {
    List<NodeProcess> two =
        List.of(
            start(settings(1).withSecret("open sesame")),
            start(settings(2).withSecret("open sesame")));
    leaderOf(two);
    NodeProcess wrong = start(settings(3).withSecret("open barley"));
    awaitRejection(wrong, "have other secrets");
    wrong.close();
    NodeProcess none = start(settings(3));
    awaitRejection(none, "has a secret, and n3 has none");
    assertThat(events(none, Delivered.class)).isEmpty();
    none.close();
    leaderOf(two);
    NodeProcess right = start(settings(3).withSecret("open sesame"));
    await().atMost(LIMIT).until(() -> leader(right) != null);
  }

  @Test
  void a_second_process_of_a_node_that_is_connected_is_refused() throws Exception {
    List<NodeProcess> nodes = startThree();
    await().atMost(LIMIT).until(() -> areLinked(nodes));
    NodeProcess twin = start(settings(3));
    awaitRejection(twin, "another process is n3, and is connected");
    assertThat(events(twin, Delivered.class)).isEmpty();
    assertThat(nodes.get(0).peers()).allMatch(Peer::linked);
  }

  /** A node that looks for n1 where that is, whatever it is itself. */
  private NodeProcess startAt(NodeProcess node, ClusterSpec spec, NodeSettings base)
      throws InterruptedException {
    HostPort own = new HostPort("127.0.0.1", 1);
    Map<NodeId, HostPort> addresses = new java.util.TreeMap<>();
    spec.members().forEach(it -> addresses.put(it, new HostPort("127.0.0.1", it.value())));
    addresses.put(N1, node.address().orElseThrow());
    addresses.put(base.self(), own);
    return start(new NodeSettings(spec, base.self(), base.listen(), Members.fixed(addresses)));
  }

  @Test
  void a_stranger_that_votes_without_a_greeting_is_not_heard() throws Exception {
    NodeProcess node = start(settings(1));
    for (String frame :
        List.of(
            "{\"data\":{\"from\":2,\"number\":1,\"message\":{\"type\":\"RequestVoteReply\","
                + "\"term\":1,\"voteGranted\":true}}}",
            "{\"welcome\":{}}",
            "{\"proof\":{\"digest\":\"\"}}",
            "{\"hello\":{\"cluster\":\"raft\",\"from\":2,\"to\":1,\"connection\":1}}",
            "GET / HTTP/1.1\r\n\r\n")) {
      assertThat(answer(node, frame)).as(frame).isEmpty();
    }
    awaitRejection(node, "Data in place of a greeting");
    awaitRejection(node, "a frame that is no message");
    assertThat(events(node, Delivered.class)).isEmpty();
  }

  @Test
  void a_stranger_that_greets_well_and_has_no_secret_is_not_let_in() throws Exception {
    NodeProcess node = start(settings(1).withSecret("open sesame"));
    String greeting =
        "{\"greeting\":{\"protocol\":1,\"cluster\":\"raft\",\"algorithm\":\"raft\",\"size\":3,"
            + "\"from\":2,\"process\":\"00\",\"to\":1,\"nonce\":\"00\"}}";
    String answers = answer(node, greeting, "{\"proof\":{\"digest\":\"00\"}}");
    assertThat(answers).contains("\"challenge\"", "\"refused\"").doesNotContain("\"welcome\"");
    awaitRejection(node, "n2 and n1 have other secrets");
  }

  /** All that a node says to somebody who sends it frames, until it closes the connection. */
  private static String answer(NodeProcess node, String... frames) throws IOException {
    HostPort at = node.address().orElseThrow();
    StringBuilder answers = new StringBuilder();
    try (Socket socket = new Socket(at.host(), at.port())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      for (String frame : frames) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        ByteBuffer whole = ByteBuffer.allocate(Integer.BYTES + bytes.length);
        socket.getOutputStream().write(whole.putInt(bytes.length).put(bytes).array());
      }
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        answers.append(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
      }
    } catch (IOException closed) {
      return answers.toString();
    }
  }

  @Test
  void a_taken_port_is_said_in_one_line() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      HostPort at = new HostPort("127.0.0.1", taken.getLocalPort());
      NodeSettings settings = settings(1);
      NodeProcess node =
          NodeProcess.create(new NodeSettings(settings.spec(), N1, at, settings.members()));
      all.add(node);
      assertThatThrownBy(node::start)
          .isInstanceOf(UserError.class)
          .hasMessage(
              "cannot listen at %s: another process listens there; give another address with --listen"
                  .formatted(at));
    }
  }

  @Test
  void a_node_whose_disk_is_full_crashes_before_it_answers_and_the_others_go_on() throws Exception {
    Path data = Files.createDirectory(folder.resolve("n3"));
    Files.createSymbolicLink(data.resolve(DurableFile.NEW_NAME), Path.of("/dev/full"));
    List<NodeProcess> two = List.of(start(settings(1)), start(settings(2)));
    leaderOf(two);
    NodeProcess full = start(settings(3).withData(data));
    assertThat(full.failed().get(LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
        .isEqualTo(
            "cannot save to %s: No space left on device".formatted(data.resolve("node.json")));
    assertThat(events(full, Sent.class)).isEmpty();
    Files.delete(data.resolve(DurableFile.NEW_NAME));
    leaderOf(two);
  }

  @Test
  void a_fault_of_a_link_is_done_where_messages_arrive_and_one_of_another_node_is_refused()
      throws Exception {
    List<NodeProcess> nodes = startThree();
    NodeProcess leader = leaderOf(nodes);
    NodeProcess follower = nodes.stream().filter(it -> it != leader).findFirst().orElseThrow();
    Direction way = new Direction(leader.self(), follower.self());
    follower.run(live -> live.inject(new Cutting.Cut(new TreeSet<>(List.of(way)))));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                events(follower, Dropped.class).stream()
                    .anyMatch(it -> it.because() == DropCause.CUT));
    Fault crash = new Fault.Crash(new TreeSet<>(List.of(leader.self())));
    assertThatThrownBy(() -> follower.run(live -> live.inject(crash)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(leader.self() + " runs in another process; this one has " + follower.self());
  }

  @Test
  void a_node_that_is_crashed_and_restarted_within_its_process_joins_again() throws Exception {
    List<NodeProcess> nodes = startThree();
    leaderOf(nodes);
    NodeProcess third = nodes.get(2);
    third.run(live -> live.inject(new Fault.Crash(new TreeSet<>(List.of(N3)))));
    assertThat(third.failed()).isNotDone();
    await().atMost(LIMIT).until(() -> !nodes.get(0).peers().get(1).linked());
    third.run(live -> live.inject(new Fault.Restart(new TreeSet<>(List.of(N3)))));
    await().atMost(LIMIT).until(() -> areLinked(nodes));
    leaderOf(nodes);
    assertThat(nodes.get(0).peers()).extracting(Peer::id).containsExactly(N2, N3);
  }
}
