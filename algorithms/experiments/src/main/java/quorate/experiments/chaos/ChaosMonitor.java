package quorate.experiments.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.experiments.ObservedCluster;
import quorate.lab.invariant.Violation;
import quorate.lab.trace.Causes;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.spi.NodeId;

/** Watches a cluster for what must not happen, and counts what does. */
final class ChaosMonitor implements Observer {

  private final ObservedCluster cluster;
  private final Trace trace;
  private final SortedMap<String, Long> faults = new TreeMap<>();
  private Optional<Failure> failure = Optional.empty();
  private boolean faultsAreOver;
  private long messages;
  private long elections;
  private long leaders;

  /** Watches a cluster whose trace is still empty. */
  ChaosMonitor(ObservedCluster cluster, Trace trace) {
    this.cluster = cluster;
    this.trace = trace;
    trace.observe(this);
  }

  @Override
  public void on(TraceEvent event) {
    if (event instanceof Sent) {
      messages++;
    } else if (event instanceof BeliefChanged changed) {
      elections += changed.beginsElection() ? 1 : 0;
      leaders += changed.after().leads() && !changed.before().leads() ? 1 : 0;
      lookForViolation();
    } else if (event instanceof Crashed crashed && !crashed.requested()) {
      fail(
          Failure.Kind.RULE,
          crashed.node() + " crashed: " + crashed.reason(),
          Optional.empty(),
          List.of(chainOf(crashed)));
    }
  }

  private void lookForViolation() {
    List<Violation> violations = cluster.violations();
    if (!violations.isEmpty()) {
      Violation first = violations.get(0);
      fail(Failure.Kind.PROMISE, first.description(), Optional.of(first), first.chains());
    }
  }

  /** A node that crashes of its own accord does so while it handles something. */
  private List<TraceEvent> chainOf(Crashed crashed) {
    List<TraceEvent> chain = new ArrayList<>();
    chain.add(crashed);
    for (long number = crashed.number() - 1; number > 0; number--) {
      Optional<TraceEvent> before = trace.find(number);
      if (before.isEmpty()) {
        break;
      } else if (isHandledBy(crashed.node(), before.get())) {
        chain.addAll(Causes.of(trace, before.get()));
        break;
      }
    }
    return chain;
  }

  private static boolean isHandledBy(NodeId node, TraceEvent event) {
    return event instanceof Delivered delivered && delivered.to().equals(node)
        || event instanceof TimerFired fired && fired.node().equals(node)
        || event instanceof Started started && started.node().equals(node);
  }

  /** Only the first failure counts. */
  void fail(
      Failure.Kind kind,
      String description,
      Optional<Violation> violation,
      List<List<TraceEvent>> chains) {
    if (failure.isEmpty()) {
      failure = Optional.of(new Failure(kind, description, violation, chains, faultsAreOver));
    }
  }

  Optional<Failure> failure() {
    return failure;
  }

  boolean failed() {
    return failure.isPresent();
  }

  void faultsAreOver() {
    faultsAreOver = true;
  }

  void count(Step.Do fault) {
    faults.merge(fault.fault().word(), 1L, Long::sum);
  }

  /** How many nodes have become leader so far, each as often as it has. */
  long leaders() {
    return leaders;
  }

  ChaosCounts counts() {
    return new ChaosCounts(trace.last(), messages, elections, leaders, faults);
  }
}
