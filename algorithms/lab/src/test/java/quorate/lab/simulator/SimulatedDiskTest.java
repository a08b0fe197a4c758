package quorate.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.lab.simulator.Simulations.N1;
import static quorate.lab.simulator.Simulations.N2;
import static quorate.lab.simulator.Simulations.arrival;
import static quorate.lab.simulator.Simulations.chatter;
import static quorate.lab.simulator.Simulations.events;
import static quorate.lab.simulator.Simulations.heardBy;
import static quorate.lab.simulator.Simulations.millis;
import static quorate.lab.simulator.Simulations.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.Flock.Memory;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.simulator.Chatter.Saved;
import quorate.lab.simulator.Chatter.Say;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.SaveLost;
import quorate.lab.trace.TraceEvent.Saving;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;

/** A disk that takes its time: what it holds back, and what a crash loses. */
class SimulatedDiskTest {

  @Test
  void what_depends_on_a_save_leaves_when_that_is_safe() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(4)), 30);

    assertThat(arrival(9, N2, cluster)).isEqualTo(10);
    assertThat(arrival(10, N2, cluster)).as("two saves of one rule are one").isEqualTo(15);
    assertThat(arrival(11, N2, cluster)).as("behind the one before").isEqualTo(15);
    assertThat(arrival(15, N2, cluster)).isEqualTo(16);
  }

  @Test
  void a_save_waits_for_the_one_before() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(15)), 60);

    assertThat(arrival(10, N2, cluster)).isEqualTo(10 + 15 + 1);
    assertThat(arrival(20, N2, cluster)).isEqualTo(10 + 15 + 15 + 1);
  }

  @Test
  void what_still_waits_for_a_save_when_its_sender_crashes_was_never_sent()
      throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(5)), 10);
    cluster.inject(new Crash(new TreeSet<>(List.of(N1))));
    run(cluster, 20);

    assertThat(heardBy(N2, cluster)).endsWith(9).doesNotContain(10);
    assertThat(events(cluster, Sent.class)).extracting(Sent::message).doesNotContain(new Say(10));
    assertThat(events(cluster, Dropped.class)).isEmpty();
  }

  /** What n1 has to do with its disk and its message to n2, in order, in milliseconds. */
  private static List<String> savesAndSends(SimulatedCluster cluster, int from, int upTo) {
    List<String> lines = new ArrayList<>();
    for (TraceEvent event : cluster.trace().events()) {
      double at = event.atNanos() / 1e6;
      if (event instanceof Saving) {
        lines.add(at + " saving");
      } else if (event instanceof Persisted) {
        lines.add(at + " persisted");
      } else if (event instanceof Sent sent && sent.to().equals(N2)) {
        int number = ((Say) sent.message()).number();
        if (number >= from && number <= upTo) {
          lines.add(at + " sent " + number);
        }
      }
    }
    return lines;
  }

  @Test
  void a_message_that_waits_for_the_disk_is_sent_when_the_disk_is_done()
      throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(4)), 15);

    assertThat(savesAndSends(cluster, 9, 14))
        .containsExactly(
            "9.0 sent 9",
            "10.0 saving",
            "10.0 saving",
            "14.0 persisted",
            "14.0 persisted",
            "14.0 sent 10",
            "14.0 sent 11",
            "14.0 sent 12",
            "14.0 sent 13",
            "14.0 sent 14");
    Persisted done = events(cluster, Persisted.class).get(1);
    assertThat(cluster.trace().find(done.cause()).orElseThrow())
        .as("the two lines of one save belong together")
        .isEqualTo(events(cluster, Saving.class).get(1));
    for (Sent sent : events(cluster, Sent.class)) {
      assertThat(cluster.trace().find(sent.cause()).orElseThrow())
          .as("what a message answers to is what its node handled, however long ago")
          .isInstanceOf(TraceEvent.TimerFired.class);
    }
  }

  @Test
  void a_disk_that_takes_no_time_is_done_at_once() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 15);

    assertThat(savesAndSends(cluster, 9, 10))
        .containsExactly("9.0 sent 9", "10.0 persisted", "10.0 persisted", "10.0 sent 10");
  }

  @Test
  void a_paused_node_sends_what_waited_for_its_disk_when_it_goes_on() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(4)), 10);
    TreeSet<NodeId> one = new TreeSet<>(List.of(N1));
    cluster.inject(new Pause(one));
    run(cluster, 10);
    assertThat(savesAndSends(cluster, 10, 12))
        .containsExactly("10.0 saving", "10.0 saving", "14.0 persisted", "14.0 persisted");

    cluster.inject(new Resume(one));
    run(cluster, 1);
    assertThat(savesAndSends(cluster, 10, 11)).endsWith("20.0 sent 10", "20.0 sent 11");
  }

  @Test
  void a_paused_node_that_crashes_never_sends_what_waited_for_its_disk()
      throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(4)), 10);
    TreeSet<NodeId> one = new TreeSet<>(List.of(N1));
    cluster.inject(new Pause(one));
    run(cluster, 10);
    cluster.inject(new Crash(one));
    cluster.inject(new Restart(one));
    run(cluster, 5);

    assertThat(events(cluster, Sent.class)).extracting(Sent::message).doesNotContain(new Say(10));
  }

  private static boolean isSave(TraceEvent event) {
    return event instanceof Saving || event instanceof Persisted;
  }

  /** What is on the disk of a node that saves for 5 ms and fails so long after it began to. */
  private static Memory kept(long millis, Network network) throws InterruptedException {
    SimulatedCluster cluster = new SimulatedCluster(Flock.of(1), network);
    cluster.startAll();
    cluster.runUntil(
        live -> live.trace().events().stream().anyMatch(SimulatedDiskTest::isSave),
        Duration.ofSeconds(1));
    run(cluster, millis);
    cluster.inject(new Crash(new TreeSet<>(List.of(N1))));
    cluster.inject(new Restart(new TreeSet<>(List.of(N1))));
    run(cluster, 1);
    boolean lost = ((Memory) cluster.state(N1)).flight() == 0;
    assertThat(events(cluster, SaveLost.class)).hasSize(lost ? 1 : 0);
    return (Memory) cluster.state(N1);
  }

  @Test
  void a_save_that_has_not_finished_when_the_machine_fails_is_lost() throws InterruptedException {
    Network slow = Network.DEFAULT.withPersist(millis(5));
    assertThat(kept(0, slow)).isEqualTo(new Memory(0));
    assertThat(kept(4, slow)).isEqualTo(new Memory(0));
    assertThat(kept(5, slow)).isEqualTo(new Memory(1));
    assertThat(kept(50, slow)).isEqualTo(new Memory(1));
    assertThat(kept(0, Network.DEFAULT)).as("a disk without delay").isEqualTo(new Memory(1));
  }

  @Test
  void of_several_saves_the_last_that_finished_is_on_the_disk() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(15)), 35);
    cluster.inject(new Crash(new TreeSet<>(List.of(N1))));

    assertThat(events(cluster, SaveLost.class))
        .extracting(SaveLost::state)
        .as("saved from 10 to 25 ms, from 25 to 40 ms, and from 40 ms on")
        .containsExactly(new Saved(20, "first part"));
  }
}
