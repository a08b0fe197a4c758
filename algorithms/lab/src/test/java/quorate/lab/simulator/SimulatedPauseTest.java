package quorate.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static quorate.lab.simulator.Simulations.N1;
import static quorate.lab.simulator.Simulations.N2;
import static quorate.lab.simulator.Simulations.N3;
import static quorate.lab.simulator.Simulations.arrival;
import static quorate.lab.simulator.Simulations.chatter;
import static quorate.lab.simulator.Simulations.events;
import static quorate.lab.simulator.Simulations.heardBy;
import static quorate.lab.simulator.Simulations.run;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.simulator.Chatter.Say;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.spi.NodeId;

/** Nodes that stand still: what waits for them. */
class SimulatedPauseTest {

  @Test
  void what_reaches_a_paused_node_waits_for_it() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 3);
    TreeSet<NodeId> two = new TreeSet<>(List.of(N2));
    cluster.inject(new Pause(two));
    run(cluster, 5);
    assertThat(heardBy(N2, cluster)).containsExactly(1, 2);

    cluster.inject(new Resume(two));
    assertThat(heardBy(N2, cluster)).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(arrival(3, N2, cluster)).isEqualTo(8);
    assertThat(events(cluster, Dropped.class)).isEmpty();
  }

  @Test
  void the_timers_of_a_paused_node_fire_late() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 3);
    TreeSet<NodeId> one = new TreeSet<>(List.of(N1));
    cluster.inject(new Pause(one));
    run(cluster, 5);
    assertThat(heardBy(N2, cluster)).containsExactly(1, 2, 3);

    cluster.inject(new Resume(one));
    run(cluster, 3);
    assertThat(arrival(4, N2, cluster)).isEqualTo(9);
    assertThat(arrival(5, N2, cluster)).as("set again when the late one was handled").isEqualTo(10);
  }

  @Test
  void what_waits_for_a_paused_node_is_lost_if_it_crashes() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 3);
    TreeSet<NodeId> two = new TreeSet<>(List.of(N2));
    cluster.inject(new Pause(two));
    run(cluster, 2);
    cluster.inject(new Crash(two));
    cluster.inject(new Resume(two));

    assertThat(heardBy(N2, cluster)).containsExactly(1, 2);
    assertThat(events(cluster, Dropped.class))
        .extracting(Dropped::message, Dropped::because)
        .containsExactly(
            tuple(new Say(3), DropCause.CRASHED), tuple(new Say(4), DropCause.CRASHED));
  }

  @Test
  void a_paused_node_that_is_broken_by_what_waited_for_it_is_gone() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 112);
    TreeSet<NodeId> two = new TreeSet<>(List.of(N2));
    cluster.inject(new Pause(two));
    run(cluster, 4);
    cluster.inject(new Resume(two));

    assertThat(events(cluster, Crashed.class)).extracting(Crashed::node).containsExactly(N3, N2);
    assertThat(events(cluster, Dropped.class))
        .filteredOn(event -> event.to().equals(N2))
        .extracting(Dropped::message)
        .containsExactly(new Say(114), new Say(115));
  }
}
