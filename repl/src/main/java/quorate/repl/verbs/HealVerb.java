package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.experiment.ObservedCluster;
import quorate.repl.session.Session;

/** Makes all links well again. */
@Command(
    name = "heal",
    description = "undo all partitions: every link is up again; crashed nodes stay down",
    customSynopsis = "heal")
public final class HealVerb extends FaultVerb {

  /** The command of a session. */
  public HealVerb(Session session) {
    super(session);
  }

  @Override
  Fault faultIn(ObservedCluster cluster) {
    return new LinkFault.Heal();
  }

  @Override
  String did() {
    return "healed";
  }

  @Override
  String changed(Fault fault, ObservedCluster cluster) {
    int cut = cluster.cluster().call(() -> cluster.state().cut().size());
    return cut == 0 ? "nothing was cut" : cut / 2 + " links";
  }
}
