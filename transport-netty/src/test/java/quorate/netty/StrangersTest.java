package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.netty.Connections.isLinked;
import static quorate.netty.Connections.number;
import static quorate.netty.TcpClusters.LIMIT;
import static quorate.netty.TcpClusters.events;
import static quorate.netty.TcpClusters.live;
import static quorate.netty.TcpClusters.mesh;
import static quorate.netty.TcpClusters.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.ObservedCluster;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.raft.RaftAlgorithm;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/** Bytes from what is no node: each costs that one connection, and the cluster lives on. */
@Tag("tcp")
@TestInstance(Lifecycle.PER_CLASS)
class StrangersTest {

  private static final String DATA =
      "{\"data\":{\"from\":%d,\"number\":1,\"message\":"
          + "{\"type\":\"AppendEntries\",\"term\":999,\"leaderId\":1}}}";

  /** With its length before it. */
  private static final String WELCOME = "\0\0\0\16{\"welcome\":{}}";

  private ObservedCluster cluster;
  private NodeId target;
  private NodeId other;
  private int port;
  private Belief before;

  @BeforeAll
  void start() throws InterruptedException {
    cluster = TcpClusters.settled(TcpClusters.patient(new RaftAlgorithm(), 3));
    List<NodeId> followers = new ArrayList<>(cluster.spec().members());
    followers.remove(TcpClusters.leader(cluster));
    target = followers.get(0);
    other = followers.get(1);
    port = TcpClusters.port(cluster, target);
    before = belief();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @BeforeEach
  void no_flood_of_a_test_before_goes_on() {
    cluster.run(now -> live(cluster).rejections.calm());
  }

  @AfterEach
  void the_cluster_lives_on_with_the_same_leader_in_the_same_epoch() throws Exception {
    assertThat(
            cluster.<Optional<NodeId>>call(
                now -> now.state().agreement().flatMap(Agreement::leader)))
        .isEqualTo(before.leader());
    assertThat(belief()).isEqualTo(before);
    assertThat(events(cluster, Crashed.class)).isEmpty();
    assertThat(cluster.runUntil(now -> network(cluster, target).open.size() == 2, LIMIT)).isTrue();
  }

  static Stream<Arguments> nonsense() {
    return Stream.of(
        what("a frame of more than 16384 bytes", s -> s.sendFrame(16 * 1024 + 1, new byte[0])),
        what("a frame of more than 16384 bytes", s -> s.sendFrame(Integer.MAX_VALUE, new byte[9])),
        what("a frame of more than 16384 bytes", s -> s.sendFrame(17_000, new byte[17_000])),
        what("a frame of more than 16384 bytes", s -> s.sendFrame(-1, new byte[0])),
        what("a frame of more than", s -> s.sendFrame(Integer.MIN_VALUE, new byte[99])),
        what(
            "a frame of more than", // "GET " is a length
            s -> s.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8))),
        what("a frame that is no message", s -> s.sendFrame("")),
        what("a frame that is no message", s -> s.sendFrame("null")),
        what("a frame that is no message", s -> s.sendFrame("GET / HTTP/1.1")),
        what("a frame that is no message", s -> s.sendFrame("{\"farewell\":{}}")),
        what("Welcome in place of a greeting", s -> s.sendFrame("{\"welcome\":{}}")),
        what("Data in place of a greeting", s -> s.sendFrame(String.format(DATA, 1))));
  }

  private static Arguments what(String reason, Consumer<Stranger> sends) {
    return Arguments.of(reason, sends);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("nonsense")
  void nonsense_closes_the_connection_and_is_traced(String reason, Consumer<Stranger> sends)
      throws Exception {
    rejects(reason, sends);
  }

  @Test
  void a_greeting_of_another_cluster_is_rejected() throws Exception {
    rejects("a greeting of another cluster", s -> s.sendFrame(hello("?", other, target, 1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 101, Integer.MAX_VALUE})
  void a_greeting_of_a_node_that_is_no_member_is_rejected(int from) throws Exception {
    long invented = Long.MAX_VALUE;
    rejects("a greeting of n" + from, s -> s.sendFrame(hello(new NodeId(from), target, invented)));
  }

  @Test
  void a_greeting_of_the_node_itself_is_rejected() throws Exception {
    rejects("a greeting of", s -> s.sendFrame(hello(target, target, Long.MAX_VALUE)));
  }

  @Test
  void a_greeting_for_another_node_is_rejected() throws Exception {
    rejects("a greeting of", s -> s.sendFrame(hello(target, other, Long.MAX_VALUE)));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, 0, -1})
  void a_greeting_for_a_connection_that_nobody_dials_is_rejected(long number) throws Exception {
    rejects("not expected", s -> s.sendFrame(hello(other, target, number)));
  }

  @Test
  void a_greeting_whose_sender_has_given_up_is_closed_without_ado() throws Exception {
    int rejected = events(cluster, FrameRejected.class).size();
    try (Stranger stranger = Stranger.at(port)) {
      stranger.sendFrame(hello(other, target, 1));
      assertThat(stranger.isClosedByNode()).isTrue();
    }
    assertThat(events(cluster, FrameRejected.class)).hasSize(rejected);
  }

  @Test
  void a_stranger_who_says_nothing_is_sent_away() throws Exception {
    rejects("no greeting within 2 s", stranger -> {});
  }

  @Test
  void a_stranger_who_never_finishes_a_frame_is_sent_away() throws Exception {
    rejects("no greeting within 2 s", s -> s.sendFrame(100, new byte[99]));
  }

  @Test
  void a_message_in_the_name_of_a_third_node_is_rejected_even_after_a_valid_greeting()
      throws Exception {
    NodeId third = TcpClusters.leader(cluster);
    impersonate(
        stranger -> {
          stranger.sendFrame(String.format(DATA, third.value()));
          assertThat(stranger.isClosedByNode()).isTrue();
        });
    assertRejected("a message of " + third + " on a connection to " + other);
  }

  @Test
  void a_second_greeting_is_rejected() throws Exception {
    impersonate(
        stranger -> {
          stranger.sendFrame(hello(other, target, 1));
          assertThat(stranger.isClosedByNode()).isTrue();
        });
    assertRejected("Hello after the greeting");
  }

  @Test
  void nonsense_that_arrives_many_times_at_once_is_rejected_once() throws Exception {
    int rejected = events(cluster, FrameRejected.class).size();
    try (Stranger stranger = Stranger.at(port)) {
      stranger.send(WELCOME.repeat(50).getBytes(StandardCharsets.UTF_8));
      assertThat(stranger.isClosedByNode()).isTrue();
    }
    assertThat(events(cluster, FrameRejected.class)).hasSize(rejected + 1);
  }

  @Test
  void a_valid_greeting_glued_to_nonsense_is_not_looked_at() throws Exception {
    long real = number(cluster, target, other);
    try (Interception interception = new Interception();
        Stranger stranger = Stranger.at(port)) {
      String greeting = interception.dialler.readFrame();
      String glued = WELCOME + "\0\0\0" + (char) greeting.length() + greeting;
      stranger.send(glued.getBytes(StandardCharsets.UTF_8));
      assertThat(stranger.isClosedByNode()).isTrue();
      assertThat(number(cluster, target, other)).isEqualTo(real);
    }
    assertRejected("Welcome in place of a greeting");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noise_closes_its_connections_and_nothing_else(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int rejected = events(cluster, FrameRejected.class).size();
    for (int i = 0; i < 200; i++) {
      try (Stranger stranger = Stranger.at(port)) {
        byte[] noise = noise(random);
        if (random.nextBoolean()) {
          stranger.send(noise);
        } else {
          stranger.sendFrame(noise.length, noise);
        }
        stranger.fallSilent();
        assertThat(stranger.isClosedByNode()).as("seed %d, connection %d", seed, i).isTrue();
      } catch (IOException reset) {
        // by the node, before the stranger was done
      }
    }
    assertThat(events(cluster, FrameRejected.class))
        .hasSizeGreaterThanOrEqualTo(rejected + Rejections.ONE_BY_ONE);
  }

  @Test
  void a_flood_of_rejections_does_not_push_everything_else_out_of_the_trace() {
    int rejected = events(cluster, FrameRejected.class).size();
    Rejections rejections = live(cluster).rejections;
    cluster.run(
        now -> {
          for (int i = 1; i <= 5000; i++) {
            rejections.on(target, "nonsense " + i);
          }
          rejections.calm();
        });
    List<FrameRejected> all = events(cluster, FrameRejected.class);
    List<FrameRejected> traced = all.subList(rejected, all.size());
    assertThat(traced).hasSize(Rejections.ONE_BY_ONE + 1);
    assertThat(traced.get(Rejections.ONE_BY_ONE).reason())
        .isEqualTo("4900 more, not traced one by one; the last: nonsense 5000");
  }

  private static byte[] noise(SplittableRandom random) {
    byte[] noise = new byte[random.nextInt(1, 300)];
    random.nextBytes(noise);
    if (random.nextInt(3) == 0) { // nearly a message
      byte[] data = String.format(DATA, random.nextInt()).getBytes(StandardCharsets.UTF_8);
      data[random.nextInt(data.length)] = noise[0];
      return data;
    }
    return noise;
  }

  /** A dial of one node to another, which comes out here. */
  private final class Interception implements AutoCloseable {
    private final Stranger dialler;

    Interception() throws IOException {
      try (ServerSocket between = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        InetSocketAddress where = (InetSocketAddress) between.getLocalSocketAddress();
        cluster.run(now -> mesh(cluster).dial(network(cluster, other), target, where));
        dialler = new Stranger(between.accept());
      }
    }

    @Override
    public void close() throws IOException {
      dialler.close();
    }
  }

  /** Greets a node in the name of another that dials it, and talks to it. */
  private void impersonate(Consumer<Stranger> talk) throws Exception {
    try (Interception interception = new Interception();
        Stranger stranger = Stranger.at(port)) {
      stranger.sendFrame(interception.dialler.readFrame());
      assertThat(stranger.readFrame()).isEqualTo("{\"welcome\":{}}");
      talk.accept(stranger);
    }
    assertThat(cluster.runUntil(now -> isLinked(cluster, target, other), LIMIT)).isTrue();
  }

  private void rejects(String reason, Consumer<Stranger> sends) throws Exception {
    int rejected = events(cluster, FrameRejected.class).size();
    try (Stranger stranger = Stranger.at(port)) {
      sends.accept(stranger);
      assertThat(stranger.isClosedByNode()).isTrue();
    }
    assertRejected(reason);
    assertThat(events(cluster, FrameRejected.class)).hasSize(rejected + 1);
  }

  /** The node writes the event before its thread can be asked for it. */
  private void assertRejected(String reason) {
    List<FrameRejected> all = events(cluster, FrameRejected.class);
    FrameRejected last = all.get(all.size() - 1);
    assertThat(last.node()).isEqualTo(target);
    assertThat(last.reason()).contains(reason).contains(", from /127.0.0.1:");
  }

  private String hello(NodeId from, NodeId to, long connection) {
    return hello(mesh(cluster).token(), from, to, connection);
  }

  private static String hello(String token, NodeId from, NodeId to, long connection) {
    return String.format(
        "{\"hello\":{\"cluster\":\"%s\",\"from\":%d,\"to\":%d,\"connection\":%d}}",
        token, from.value(), to.value(), connection);
  }

  private Belief belief() {
    return cluster.call(now -> now.state().node(target).belief());
  }
}
