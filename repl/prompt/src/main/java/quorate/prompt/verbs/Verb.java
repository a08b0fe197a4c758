package quorate.prompt.verbs;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import quorate.experiments.ObservedCluster;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.prompt.console.Console;
import quorate.prompt.console.Desk;
import quorate.session.Answer;
import quorate.session.Session;

/** A command. Its fields are what was typed; the same object serves every time it is typed. */
public abstract class Verb {

  private final Desk desk;

  /** A command of a session. */
  protected Verb(Desk desk) {
    this.desk = desk;
  }

  /** The session in which the command is typed. */
  protected final Session session() {
    return desk.session();
  }

  /** Where to print. */
  protected final Console console() {
    return desk.console();
  }

  /**
   * Does what was typed.
   *
   * @param typed the whole statement, as it was typed
   * @throws UserError if it cannot be done; then nothing has changed
   * @throws InterruptedException if a person interrupts it
   */
  public abstract Answer run(String typed) throws InterruptedException;

  /** What picocli must know of it. */
  public CommandSpec spec() {
    return CommandSpec.forAnnotatedObject(this);
  }

  /**
   * What could be typed next.
   *
   * @param words the words that stand before it, without the command's name
   */
  public List<String> completions(List<String> words) {
    return List.of();
  }

  /** Whether a cluster runs in virtual time. */
  protected static boolean isSimulated(ObservedCluster cluster) {
    return cluster.world() == World.SIM;
  }

  /** The names of nodes that could be typed: words, and the numbers of the largest cluster. */
  protected final List<String> nodeNames() {
    return new FaultCompletions(session().all()).nodes();
  }

  /** The names of all clusters. */
  protected final List<String> clusterNames() {
    return session().all().stream().map(it -> it.spec().name()).toList();
  }

  /** The names at the head of the columns of a table about clusters. */
  protected static List<String> names(List<ObservedCluster> clusters) {
    return clusters.stream().map(it -> it.spec().name()).toList();
  }
}
