package quorate.prompt.verbs;

import java.time.Duration;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Quantities;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.prompt.console.Desk;

/** Makes nodes stand still. */
@Command(
    name = "pause",
    description = "make nodes stand still, as in a long pause of their process",
    footer = {
      "",
      "examples:",
      "  pause leader",
      "  pause leader for 2s",
      "  pause 1,2",
      "",
      "A paused node hears and does nothing, and believes what it believed. What is sent to it waits.",
      "resume lets it go on. With a time it goes on by itself, and is followed until after that."
    })
public final class PauseVerb extends FaultVerb<Fault.Pause> {

  /** The command of a session. */
  public PauseVerb(Desk desk) {
    super(desk, Fault.Pause.class, "paused");
  }

  @Override
  String changed(Fault.Pause fault, ObservedCluster before) {
    String how = fault.length().map(length -> " for " + inWords(length)).orElse("");
    return those(fault, before, NodeState::runs, how, "none of them runs");
  }

  /** As a person would type it: {@code 2s}, and not {@code 2000ms}. */
  private static String inWords(Duration length) {
    return Quantities.typed(length).replaceAll("000ms$", "s");
  }
}
