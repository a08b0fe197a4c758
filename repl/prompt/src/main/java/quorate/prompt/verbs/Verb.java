package quorate.prompt.verbs;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import quorate.experiments.ObservedCluster;
import quorate.experiments.Sample;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;
import quorate.prompt.console.ProgressBar;
import quorate.report.View;
import quorate.session.Answer;
import quorate.session.Progress;
import quorate.session.Session;

/** A command. Its fields are what was typed; the same object serves every time it is typed. */
public abstract class Verb {

  private CommandContext context;
  private Language language;

  /**
   * Is called once, before anything else.
   *
   * @param language all commands, this one among them
   */
  final void workIn(CommandContext context, Language language) {
    this.context = context;
    this.language = language;
  }

  /** Is called instead for one that nobody types, but another command makes. */
  final void workBeside(Verb other) {
    workIn(other.context, other.language);
  }

  protected final Session session() {
    return context.session();
  }

  protected final Console console() {
    return context.console();
  }

  /** Shows how far long work has come: a bar at the prompt, and on the page. */
  final Progress progress() {
    return session().longWork().beside(new ProgressBar(console()));
  }

  /**
   * The same, of trials whose report can be read before they are over.
   *
   * @param report what would be answered about these samples; is asked on any thread
   */
  final Progress progress(Function<List<Sample>, Optional<View>> report) {
    return session().longWork().beside(new ProgressBar(console()), report);
  }

  protected final Language language() {
    return language;
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
   * What could be typed next as a parameter, or behind an option.
   *
   * @param kind the label of the parameter or the option: {@code NODES}
   * @param before the words that stand before it, without the command's name
   */
  public List<Completion> completions(String kind, List<String> before) {
    return new Completions(session(), language).of(kind, before);
  }

  /** What could be typed behind a key and its equals sign: {@code election}. */
  public List<Completion> values(String key, List<String> before) {
    return new Completions(session(), language).values(key, before);
  }

  /** Whether an option can follow these words. */
  public boolean allows(String option, List<String> words) {
    return true;
  }

  protected static boolean isSimulated(ObservedCluster cluster) {
    return cluster.world() == World.SIM;
  }
}
