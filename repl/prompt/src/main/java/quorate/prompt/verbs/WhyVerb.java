package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.NodeSelection;
import quorate.lab.UserError;
import quorate.lab.trace.Causes;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.report.WhyView;
import quorate.report.WhyView.Explanation;
import quorate.session.Answer;
import quorate.spi.NodeId;
import quorate.spi.Purpose;
import quorate.spi.Reason.Refused;

/** Prints the chain of causes of what is to be explained. */
@Command(
    name = "why",
    description = "the chain of causes, newest first: why a node leads, why it refused",
    customSynopsis = "why leader [NODE] | why no-vote NODE")
public final class WhyVerb extends Verb {

  @Parameters(index = "0", paramLabel = "leader|no-vote", description = "leader or no-vote")
  private String what;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NODE", description = "which node")
  private String node;

  @Override
  public Answer run(String typed) throws InterruptedException {
    if (!what.equals("leader") && !what.equals("no-vote")) {
      throw UserError.unknown("question", what, List.of("leader", "no-vote"));
    }
    List<ObservedCluster> asked = session().clusters();
    List<Explanation> all = new ArrayList<>();
    List<UserError> without = new ArrayList<>();
    for (ObservedCluster cluster : asked) {
      try {
        all.add(explanation(cluster));
      } catch (UserError nothing) {
        without.add(nothing); // what there is to say of the others is said all the same
      }
    }
    if (all.isEmpty()) {
      throw without.get(0);
    }
    List<String> unexplained = without.stream().map(UserError::getMessage).toList();
    return Answer.of(new WhyView(all, unexplained));
  }

  private Explanation explanation(ObservedCluster cluster) throws InterruptedException {
    NodeId whom = whom(cluster);
    return cluster.call(
        now -> {
          Trace trace = now.trace();
          TraceEvent event =
              trace.events().stream()
                  .filter(it -> isAskedFor(trace, it, whom))
                  .reduce((earlier, later) -> later)
                  .orElseThrow(() -> nothing(cluster, whom));
          return new Explanation(cluster.spec().name(), whom, Causes.of(trace, event));
        });
  }

  private NodeId whom(ObservedCluster cluster) throws InterruptedException {
    if (node != null) {
      return cluster.selectOne(NodeSelection.parse(node));
    }
    if (what.equals("no-vote")) {
      throw new UserError("which node did not vote? type: why no-vote 2");
    }
    return cluster.selectOne(NodeSelection.parse("leader"));
  }

  private boolean isAskedFor(Trace trace, TraceEvent event, NodeId whom) {
    if (what.equals("leader")) {
      return event instanceof BeliefChanged changed
          && changed.node().equals(whom)
          && changed.comesToLead();
    }
    return event instanceof Explained explained
        && explained.node().equals(whom)
        && explained.reason() instanceof Refused
        && trace.find(event.cause()).filter(WhyVerb::asksForVote).isPresent();
  }

  /** Whether it is the arrival of a message that belongs to an election. */
  private static boolean asksForVote(TraceEvent event) {
    return event instanceof Delivered delivered
        && delivered.message().purpose() == Purpose.ELECTION;
  }

  private UserError nothing(ObservedCluster cluster, NodeId whom) {
    String did = what.equals("leader") ? "become leader" : "refused a vote";
    return new UserError(
        "%s of %s has not %s, as far as the trace goes back"
            .formatted(whom, cluster.spec().name(), did));
  }
}
