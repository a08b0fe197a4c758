package quorate.prompt.verbs;

import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.Links;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.prompt.console.Desk;
import quorate.report.Listed;

/** Makes links well again. */
@Command(
    name = "heal",
    description = "make all links well again, or some; crashed nodes stay down",
    footer = {
      "",
      "examples:",
      "  heal",
      "  heal 1-3                 this link only",
      "",
      "It ends partitions, cuts, loss, delay and all else that is wrong with links. Nodes come back with restart and resume."
    })
public final class HealVerb extends FaultVerb<LinkFault.Heal> {

  /** The command of a session. */
  public HealVerb(Desk desk) {
    super(desk, LinkFault.Heal.class, "healed");
  }

  @Override
  String changed(LinkFault.Heal fault, ObservedCluster before) {
    Links links = before.cluster().links();
    SortedSet<Direction> bad = new TreeSet<>(links.cut());
    bad.addAll(links.troubles().keySet());
    if (!fault.directions().isEmpty()) {
      bad.retainAll(fault.directions());
    }
    return bad.isEmpty() ? "nothing, all was well" : Listed.linksOrCount(bad);
  }
}
