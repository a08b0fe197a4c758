package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import quorate.experiments.ObservedCluster;
import quorate.experiments.typed.Assignments;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;
import quorate.session.Answer;
import quorate.session.Session;

/** A command. Its fields are what was typed; the same object serves every time it is typed. */
public abstract class Verb {

  private CommandContext context;
  private Commands commands;

  /**
   * Is called once, before anything else.
   *
   * @param commands all commands, this one among them
   */
  public final void workIn(CommandContext context, Commands commands) {
    this.context = context;
    this.commands = commands;
  }

  protected final Session session() {
    return context.session();
  }

  protected final Console console() {
    return context.console();
  }

  protected final Commands commands() {
    return commands;
  }

  /**
   * Does what was typed.
   *
   * @param typed the whole statement, as it was typed
   * @throws UserError if it cannot be done; then nothing has changed
   * @throws InterruptedException if a person interrupts it
   */
  public abstract Answer run(String typed) throws InterruptedException;

  public CommandSpec spec() {
    return CommandSpec.forAnnotatedObject(this);
  }

  /**
   * What could be typed next, besides options.
   *
   * @param words the words that stand before it, without the command's name
   */
  public List<String> completions(List<String> words) {
    return List.of();
  }

  /** Whether an option can follow these words. */
  public boolean allows(String option, List<String> words) {
    return true;
  }

  /** The values that an option of it could have; none if they cannot be listed. */
  public List<String> values(String option) {
    return List.of();
  }

  /**
   * The keys that could be assigned next, and the word that may follow one.
   *
   * @param words what stands before: its algorithms have options
   * @param simulated whether keys of the network are among them
   */
  protected final List<String> keys(List<String> words, boolean simulated, boolean ofTrials) {
    List<String> keys = new ArrayList<>(Assignments.TIMING);
    keys.addAll(simulated ? Assignments.NETWORK : List.of());
    keys.addAll(ofTrials ? Assignments.SETUP : List.of());
    words.stream()
        .flatMap(word -> session().catalog().find(word).stream())
        .forEach(found -> found.options().forEach(option -> keys.add(option.name())));
    keys.replaceAll(key -> key + "=");
    if (!words.isEmpty() && Assignments.canBeShuffled(words.get(words.size() - 1))) {
      keys.add(Assignments.SHUFFLED);
    }
    return keys;
  }

  protected static boolean isSimulated(ObservedCluster cluster) {
    return cluster.world() == World.SIM;
  }

  /** The names of nodes that could be typed: words, and the numbers of the largest cluster. */
  protected final List<String> nodeNames() {
    return new FaultCompletions(session().all()).nodes();
  }

  protected final List<String> clusterNames() {
    return session().all().stream().map(it -> it.spec().name()).toList();
  }

  protected static List<String> names(List<ObservedCluster> clusters) {
    return clusters.stream().map(it -> it.spec().name()).toList();
  }
}
