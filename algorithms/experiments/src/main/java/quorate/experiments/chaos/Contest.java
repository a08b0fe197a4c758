package quorate.experiments.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.experiments.chaos.Step.Pass;
import quorate.experiments.language.Draws;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Fire;
import quorate.lab.cluster.Fault.Resign;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/**
 * Several nodes compete for one office, and take turns. The node whose turn it is starts an
 * election. Each of its questions reaches just enough others for a majority, and between two
 * questions something may happen to it or to a node that answers. A winner is mostly cut off before
 * anybody hears of it, and the others go on.
 */
final class Contest {

  /** What may happen when a question has been sent. */
  private enum Act {
    /** The node's timer runs out again, while the answers are on their way. */
    AGAIN,
    /** The first node that answers loses what it has not saved by then. */
    RESTART_VOTER,
    /** The node itself does, and others take their turns. */
    RESTART,
    /** The answers come late, and others take their turns meanwhile. */
    LATE
  }

  private static final int ACTS = 3;
  private static final int MOST_TURNS = 8;
  private static final int MOST_PHASES = 4;

  /** So many times what a message takes, a node that asks is waited for. */
  private static final int PATIENCE = 6;

  private static final int LONGEST_DELAY = 8;

  private final Swarm swarm;
  private final ChaosRun run;
  private final Draws draws;
  private final List<NodeId> members;

  /** What happens in this run. What is in it twice happens twice as often. */
  private final List<Act> acts = new ArrayList<>();

  /** Something happens at one question of so many. */
  private final int calm;

  /** Whether the questions of one election reach different nodes in this run. */
  private final boolean fickle;

  /** The node whose turn it is, or was last. */
  private NodeId asking;

  /** Whether its next question is waited for, or else the next answer. */
  private boolean forQuestion;

  private Optional<Sent> last = Optional.empty();
  private Optional<Sent> seen = Optional.empty();

  Contest(Swarm swarm, ChaosRun run, Draws draws) {
    this.swarm = swarm;
    this.run = run;
    this.draws = draws;
    this.members = run.cluster().spec().members();
    this.asking = members.get(0);
    this.calm = 2 + draws.below(3);
    this.fickle = draws.below(2) == 0;
    for (int i = 0; i < ACTS; i++) {
      acts.add(draws.pick(List.of(Act.values())));
    }
  }

  /** Holds one. The links are as they were before, when it is over, but for lasting troubles. */
  void hold() throws InterruptedException {
    List<Fault> conditions = draws.conditions();
    Observer watch = this::look;
    run.cluster().trace().observe(watch);
    begin();
    int turns = 2 + draws.below(MOST_TURNS - 1);
    for (int turn = 0; turn < turns && !run.failed(); turn++) {
      takeTurn();
      if (draws.below(3) == 0) {
        pass(LONGEST_DELAY); // whatever is late arrives
      }
    }
    run.cluster().trace().forget(watch);
    end(conditions);
  }

  // What is done

  /** Mostly all links are well, and the leader does not lead, or is not heard. */
  private void begin() throws InterruptedException {
    if (draws.below(4) > 0) {
      act(new Heal());
    }
    SortedSet<NodeId> leading = run.state().believers();
    int drawn = draws.below(8);
    if (!leading.isEmpty() && drawn < 5) {
      act(drawn < 3 ? new Resign(leading) : new Isolate(leading));
    }
  }

  /** A node gets on with its election until it wins, or is not answered, or is held up. */
  private void takeTurn() throws InterruptedException {
    lookForQuestion();
    fire(whoseTurn());
    SortedSet<NodeId> reached = some();
    for (int phase = 0; phase < MOST_PHASES && !run.failed(); phase++) {
      await();
      if (run.state().node(asking).belief().leads()) {
        silenceWinner();
        return;
      } else if (seen.isEmpty()) {
        return;
      }
      if (fickle && draws.below(2) == 0) {
        reached = some();
      }
      reach(reached, seen.get());
      lookForQuestion();
      while (!run.failed() && draws.below(calm) == 0) {
        if (isHeldUp(draws.pick(acts), reached)) {
          return;
        }
      }
    }
  }

  /** Does something; the turn is over if the node is held up by it. */
  private boolean isHeldUp(Act act, SortedSet<NodeId> reached) throws InterruptedException {
    switch (act) {
      case AGAIN -> fire(new TreeSet<>(List.of(asking)));
      case LATE -> delayAnswers(reached);
      case RESTART_VOTER, RESTART -> {
        forQuestion = false;
        await();
        if (seen.isPresent()) {
          bounce(act == Act.RESTART ? asking : seen.get().from());
        }
        lookForQuestion();
      }
    }
    return act == Act.RESTART || act == Act.LATE;
  }

  private void delayAnswers(SortedSet<NodeId> reached) throws InterruptedException {
    SortedSet<Direction> late = new TreeSet<>();
    reached.forEach(voter -> late.add(new Direction(voter, asking)));
    if (!late.isEmpty()) {
      act(new Delayed(Delay.fixed(units(LONGEST_DELAY)), late));
    }
  }

  private void bounce(NodeId node) throws InterruptedException {
    SortedSet<NodeId> one = new TreeSet<>(List.of(node));
    act(new Crash(one), new Restart(one));
  }

  /** Mostly another node than before; rarely two at once. */
  private SortedSet<NodeId> whoseTurn() {
    List<NodeId> ready =
        new ArrayList<>(draws.those(state -> state.runs() && !state.belief().leads()));
    ready.removeIf(node -> draws.pendingTimers(node).isEmpty());
    if (ready.size() > 1 && draws.below(8) > 0) {
      ready.remove(asking);
    }
    SortedSet<NodeId> nodes = new TreeSet<>();
    if (!ready.isEmpty()) {
      asking = draws.pick(ready);
      nodes.add(asking);
      if (draws.below(8) == 0) {
        nodes.add(draws.pick(ready));
      }
    }
    return nodes;
  }

  private void fire(SortedSet<NodeId> nodes) throws InterruptedException {
    List<String> timers = draws.pendingTimers(asking);
    if (!nodes.isEmpty() && !timers.isEmpty()) {
      String timer = draws.pick(timers);
      nodes.removeIf(node -> !draws.pendingTimers(node).contains(timer));
      act(new Fire(nodes, new Timer(timer)));
    }
  }

  /** Mostly so many others that they are just a majority with the node whose turn it is. */
  private SortedSet<NodeId> some() {
    SortedSet<NodeId> others = draws.those(NodeState::runs);
    others.removeIf(node -> !isLinked(asking, node));
    if (others.size() < members.size() / 2 || draws.below(8) == 0) {
      others = draws.hosts();
    }
    others.remove(asking);
    int count = draws.below(8) == 0 ? draws.below(members.size()) : members.size() / 2;
    return draws.some(count, others);
  }

  private boolean isLinked(NodeId one, NodeId other) {
    return run.cluster().links().isUp(one, other) && run.cluster().links().isUp(other, one);
  }

  /** A question gets to some others only. */
  private void reach(SortedSet<NodeId> reached, Sent question) throws InterruptedException {
    SortedSet<NodeId> others = draws.hosts();
    others.remove(asking);
    others.removeAll(reached);
    if (!others.isEmpty()) {
      SortedSet<NodeId> one = new TreeSet<>(List.of(asking));
      act(new Drop(question.message().name(), one, others, OptionalInt.of(others.size())));
    }
  }

  /** The winner is mostly cut off before others have heard of it; who was cut off comes back. */
  private void silenceWinner() throws InterruptedException {
    SortedSet<NodeId> one = new TreeSet<>(List.of(asking));
    int drawn = draws.below(8);
    if (drawn == 0) {
      act(new Crash(one));
    } else if (drawn > 1) {
      if (!run.cluster().links().cut().isEmpty()) {
        act(new Heal());
      }
      act(new Isolate(one));
    }
  }

  private void end(List<Fault> conditions) throws InterruptedException {
    act(new Heal());
    run.act(conditions);
    SortedSet<NodeId> down = draws.those(state -> !state.up());
    if (!down.isEmpty() && draws.below(4) > 0) {
      act(new Restart(down));
    }
    if (draws.below(2) == 0) {
      run.take(new Pass(units(LONGEST_DELAY)));
    }
  }

  private void act(Fault... faults) throws InterruptedException {
    run.act(List.of(faults));
  }

  private void pass(int units) throws InterruptedException {
    run.take(new Pass(swarm.unit().multipliedBy(units)));
  }

  // What is waited for

  private void lookForQuestion() {
    seen = Optional.empty();
    forQuestion = true;
  }

  /** Waits until the node asks, or is answered, but not for long. */
  private void await() throws InterruptedException {
    run.pass(() -> seen.isPresent(), swarm.unit().multipliedBy(PATIENCE));
  }

  private void look(TraceEvent event) {
    if (event instanceof Sent sent) {
      if (forQuestion ? isQuestion(sent) : sent.to().equals(asking)) {
        seen = Optional.of(sent);
      }
      last = Optional.of(sent);
    }
  }

  /** What a node sends to several others is a question; to one alone, it is an answer. */
  private boolean isQuestion(Sent sent) {
    boolean goesToOthers =
        last.filter(
                it ->
                    it.from().equals(sent.from())
                        && it.cause() == sent.cause()
                        && it.message().name().equals(sent.message().name()))
            .isPresent();
    return sent.from().equals(asking) && (goesToOthers || members.size() < 3);
  }

  // Draws

  /** From a fraction of what a message takes to many times that. */
  private Duration units(int atMost) {
    long quarter = swarm.unit().toNanos() / 4;
    return Duration.ofNanos(quarter * (1 + draws.below(4 * atMost)));
  }
}
