package quorate.nodes.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.netty.http.EventStream;
import quorate.nodes.server.TraceStream.Workshop;
import quorate.report.Json;
import quorate.spi.Timing;

/** What of a trace is sent when, to a client that reads as fast as the test wants. */
class TraceStreamTest {

  private final ClusterSpec spec =
      new ClusterSpec("raft", Catalog.load().named("raft"), 3, Timing.DEFAULT, Map.of(), 1);
  private final SimulatedCluster cluster = new SimulatedCluster(spec, Network.DEFAULT);
  private final Client client = new Client();
  private int leavers;
  private final ObjectNode process = Json.object().put("id", 1);

  /** A client in memory. */
  private static final class Client implements EventStream {
    private final StringBuilder got = new StringBuilder();
    private final StringBuilder added = new StringBuilder();
    private Runnable change = () -> {};
    private boolean keepsUp = true;
    private boolean open = true;

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public boolean keepsUp() {
      return keepsUp;
    }

    @Override
    public void send(String lines) {
      add(lines);
      flush();
    }

    @Override
    public void add(String lines) {
      added.append(lines);
    }

    @Override
    public void flush() {
      got.append(added);
      added.setLength(0);
    }

    @Override
    public void onChange(Runnable task) {
      change = task;
    }

    @Override
    public void end() {
      flush();
      open = false;
    }

    @Override
    public void close() {
      open = false;
    }

    long events() {
      return got.toString().lines().filter(it -> it.startsWith("id: ")).count();
    }
  }

  private void follow(long since) {
    follow(since, Optional.empty());
  }

  private void follow(long since, Optional<Duration> marks) {
    TraceRequest request =
        new TraceRequest(since, true, Set.of(), marks, false, new EventText(spec.algorithm()));
    cluster.run(
        live -> {
          Executor back = task -> live.after(Duration.ZERO, task);
          Workshop workshop = new Workshop(Runnable::run, back, back, () -> leavers++);
          new TraceStream(request, client, workshop, live).begin(1, process);
        });
  }

  private long last() {
    return cluster.call(live -> live.trace().last());
  }

  @Test
  void what_is_kept_comes_first_and_then_each_event() throws Exception {
    cluster.run(live -> live.startAll());
    cluster.runFor(Duration.ofSeconds(1));
    follow(0);
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(client.events()).isEqualTo(last()).isGreaterThan(100);
  }

  @Test
  void a_client_that_does_not_keep_up_gets_the_rest_when_it_does_again() throws Exception {
    cluster.run(live -> live.startAll());
    follow(0);
    cluster.runFor(Duration.ofMillis(500));
    client.keepsUp = false;
    long before = client.events();
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(client.events()).isEqualTo(before);
    client.keepsUp = true;
    cluster.run(live -> client.change.run());
    cluster.runFor(Duration.ofMillis(100));
    assertThat(client.events()).isEqualTo(last());
  }

  @Test
  void a_client_is_told_of_events_that_are_too_old_to_be_kept() throws Exception {
    cluster.run(live -> live.startAll());
    follow(0);
    client.keepsUp = false;
    while (last() < 250_000) {
      cluster.runFor(Duration.ofSeconds(10));
    }
    long has = client.events();
    client.keepsUp = true;
    cluster.run(live -> client.change.run());
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(client.got).contains("event: gap\ndata: {\"after\":" + has + ",\"next\":");
    assertThat(client.events()).isBetween(100_000L, 120_000L);
    assertThat(client.got).contains("id: " + last() + "\n");
  }

  @Test
  void a_mark_is_sent_only_if_nothing_else_was_for_so_long() throws Exception {
    follow(0, Optional.of(Duration.ofMillis(30)));
    cluster.runFor(Duration.ofMillis(300));
    assertThat(marks()).isEqualTo(10);
    cluster.run(live -> live.startAll());
    cluster.runFor(Duration.ofSeconds(1));
    long before = marks();
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(marks() - before).as("one between two heartbeats, 50 ms apart").isBetween(15L, 20L);
  }

  private long marks() {
    return client.got.toString().lines().filter(it -> it.equals("event: mark")).count();
  }

  @Test
  void a_client_that_left_is_forgotten() throws Exception {
    cluster.run(live -> live.startAll());
    follow(0);
    cluster.runFor(Duration.ofMillis(100));
    client.open = false;
    cluster.run(live -> client.change.run());
    long before = client.events();
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(client.events()).isEqualTo(before);
    assertThat(leavers).isEqualTo(1);
  }
}
