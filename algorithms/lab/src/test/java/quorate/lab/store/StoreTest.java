package quorate.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.lab.store.Claimants.nodes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Resign;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Storing;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.measure.StoreCounts;
import quorate.lab.measure.StoreCounts.Decided;
import quorate.lab.store.StoreMessage.Write;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.OfNode;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.Reason.Refused;

/** A store, and the processes that write to it. */
class StoreTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final NodeId N3 = new NodeId(3);
  private static final NodeId STORE = NodeId.STORE;

  // Which writes are accepted

  @Test
  void with_fencing_a_token_older_than_the_newest_is_refused() throws InterruptedException {
    Claimants claimants = new Claimants(33L, 34L, 33L).store(true).run(99);
    assertThat(claimants.answers()).containsExactly("n1 ok", "n2 ok", "n3 refused");
    assertThat(claimants.counts())
        .isEqualTo(new StoreCounts(3, none(), new Decided(2, 0, 0, 1), 0));
  }

  @Test
  void with_fencing_the_same_token_is_accepted_again_and_again() throws InterruptedException {
    Claimants claimants = new Claimants(33L, 33L, 33L).store(true).run(99);
    assertThat(claimants.answers()).containsExactly("n1 ok", "n2 ok", "n3 ok");
    assertThat(claimants.counts().decided().overtaken()).isZero();
  }

  @Test
  void without_fencing_all_is_accepted_and_the_harm_is_counted() throws InterruptedException {
    Claimants claimants = new Claimants(33L, 34L, 33L).store(false).run(99);
    assertThat(claimants.answers()).containsExactly("n1 ok", "n2 ok", "n3 ok");
    assertThat(claimants.counts())
        .isEqualTo(new StoreCounts(3, new Decided(3, 1, 0, 0), none(), 0));
  }

  @Test
  void a_write_without_a_token_cannot_be_fenced() throws InterruptedException {
    Claimants claimants = new Claimants(null, null).store(true).run(199);
    assertThat(claimants.answers()).containsExactly("n1 ok", "n2 ok", "n1 ok", "n2 ok");
    assertThat(claimants.counts().fenced())
        .as("n1 writes once more after n2, which became leader later")
        .isEqualTo(new Decided(4, 1, 4, 0));
  }

  @Test
  void a_refusal_says_why() throws InterruptedException {
    Claimants claimants = new Claimants(34L, 33L).store(true).run(99);
    assertThat(claimants.cluster().trace().events())
        .filteredOn(it -> it instanceof Explained said && said.node().equals(STORE))
        .extracting(it -> ((Explained) it).reason())
        .containsExactly(
            new Refused(N2, "old token", "refused write 1 of n2: its token 33 is older than 34"));
  }

  @Test
  void fencing_can_be_turned_on_when_tokens_were_seen() throws InterruptedException {
    Claimants claimants = new Claimants(34L, 33L).store(false).run(99).store(true).run(100);
    assertThat(claimants.answers()).containsExactly("n1 ok", "n2 ok", "n1 ok", "n2 refused");
  }

  // What a store remembers

  @Test
  void the_newest_token_survives_a_crash() throws InterruptedException {
    Claimants claimants = new Claimants(34L, 33L).store(true).pause(N2).run(99);
    claimants.pause(N1).inject(new Crash(nodes(STORE))).inject(new Restart(nodes(STORE)));
    claimants.resume(N2).run(99);
    assertThat(claimants.answers()).startsWith("n1 ok", "n2 refused").doesNotContain("n2 ok");
    assertThat(claimants.counts().fenced().overtaken()).isZero();
  }

  @Test
  void a_store_that_forgets_its_token_accepts_what_it_should_refuse() throws InterruptedException {
    Claimants claimants = new Claimants(34L, 33L).store(true).pause(N2).run(99);
    claimants.pause(N1).inject(new Crash(nodes(STORE))).inject(new Restart(nodes(STORE), true));
    claimants.resume(N2).run(99);
    assertThat(claimants.answers()).startsWith("n1 ok", "n2 ok").doesNotContain("n2 refused");
    assertThat(claimants.counts().fenced().overtaken()).isPositive();
  }

  @Test
  void a_token_is_saved_once() throws InterruptedException {
    Claimants claimants = new Claimants(33L, 34L, 33L).store(true).run(500);
    assertThat(claimants.cluster().trace().events())
        .filteredOn(it -> it instanceof Persisted saved && saved.node().equals(STORE))
        .extracting(it -> ((Persisted) it).state())
        .containsExactly(new StoreState(33), new StoreState(34));
  }

  // When a process writes

  @Test
  void a_leader_writes_at_the_pace_and_the_work_lies_before_the_write()
      throws InterruptedException {
    Claimants claimants = new Claimants(1L).run(20).store(false).run(300);
    assertThat(claimants.cluster().trace().events())
        .filteredOn(it -> it instanceof Sent sent && sent.message() instanceof Write)
        .extracting(it -> it.atNanos() / 1_000_000)
        .containsExactly(70L, 170L, 270L);
  }

  @Test
  void what_was_checked_is_written_though_the_node_leads_no_more() throws InterruptedException {
    Claimants claimants = new Claimants(1L).store(false).run(10);
    claimants.inject(new Resign(nodes(N1))).run(500);
    assertThat(claimants.counts().sent()).as("and nothing after that").isEqualTo(1);
  }

  @Test
  void a_write_that_is_held_in_a_pause_leaves_when_the_process_resumes()
      throws InterruptedException {
    Claimants claimants = new Claimants(33L, 34L).store(false).run(20).pause(N1).run(500);
    assertThat(claimants.answers()).isNotEmpty().containsOnly("n2 ok");
    claimants.resume(N1).run(5);
    assertThat(claimants.answers()).endsWith("n1 ok");
    assertThat(claimants.counts().unfenced().overtaken()).isEqualTo(1);
  }

  @Test
  void the_writer_dies_with_its_process_and_starts_with_it() throws InterruptedException {
    Claimants claimants = new Claimants(1L).store(false).run(20);
    claimants.inject(new Crash(nodes(N1))).run(500);
    assertThat(claimants.counts().sent()).isZero();
    claimants.inject(new Restart(nodes(N1))).run(60);
    assertThat(claimants.counts().sent()).isEqualTo(1);
  }

  @Test
  void nobody_writes_any_more_when_the_store_is_off() throws InterruptedException {
    Claimants claimants = new Claimants(1L).store(false).run(20);
    claimants.inject(new Storing(Optional.empty())).run(500);
    assertThat(claimants.counts()).isEqualTo(StoreCounts.NONE);
    assertThat(claimants.cluster().store()).isEmpty();
  }

  // The way to the store

  @Test
  void a_write_over_a_link_that_is_cut_is_lost() throws InterruptedException {
    Claimants claimants = new Claimants(1L, 1L, 1L).store(false);
    claimants.inject(new Cut(way(new Direction(N3, STORE)))).run(99);
    assertThat(claimants.answers()).containsExactly("n1 ok", "n2 ok");
    assertThat(claimants.counts().lost()).isEqualTo(1);
    assertThat(claimants.cluster().trace().events())
        .filteredOn(Dropped.class::isInstance)
        .extracting(it -> ((Dropped) it).because())
        .containsExactly(DropCause.CUT);
  }

  @Test
  void a_write_over_a_slow_link_is_late_and_may_do_harm() throws InterruptedException {
    Claimants claimants = new Claimants(33L, 34L).store(false);
    Delay late = Delay.fixed(Duration.ofMillis(300));
    claimants.inject(new Delayed(late, way(new Direction(N1, STORE)))).run(380);
    assertThat(claimants.answers()).startsWith("n2 ok", "n2 ok", "n2 ok", "n1 ok");
    assertThat(claimants.counts().unfenced().overtaken()).isPositive();
  }

  // Where there is none

  @Test
  void a_cluster_has_no_trace_of_a_store_before_it_gets_one() throws InterruptedException {
    Claimants claimants = new Claimants(1L).run(500);
    assertThat(claimants.tracker().counts()).isEmpty();
    assertThat(claimants.cluster().trace().events())
        .noneMatch(it -> it instanceof OfNode of && of.node().equals(STORE))
        .noneMatch(OfMessage.class::isInstance);
    assertThatThrownBy(() -> claimants.inject(new Crash(nodes(STORE))))
        .hasMessage("store does not exist; claimants has node 1 only");
  }

  @Test
  void the_work_must_fit_into_the_pace() {
    Duration pace = Duration.ofMillis(50);
    assertThatThrownBy(() -> new StoreSettings(true, pace, pace.plusNanos(1)))
        .hasMessageStartingWith("the work before a write takes longer than the pace");
    assertThatThrownBy(() -> new StoreSettings(true, Duration.ofNanos(999), Duration.ZERO))
        .hasMessageStartingWith("a leader writes every 1 ms at most");
  }

  private static Decided none() {
    return StoreCounts.NONE.fenced();
  }

  private static TreeSet<Direction> way(Direction direction) {
    return new TreeSet<>(List.of(direction));
  }
}
