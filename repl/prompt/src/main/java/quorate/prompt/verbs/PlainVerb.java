package quorate.prompt.verbs;

import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import quorate.experiments.published.PublishedExperiments;
import quorate.prompt.console.CommandContext;
import quorate.report.AlgorithmsView;
import quorate.report.ExperimentsView;
import quorate.report.NetView;
import quorate.report.StatusView;
import quorate.session.Answer;

/** A command that is one word, and nothing behind it: it differs from others in what it answers. */
@Command
public final class PlainVerb extends Verb {

  private final String word;
  private final String description;
  private final String[] footer;
  private final Supplier<Answer> answer;

  private PlainVerb(String word, String description, Supplier<Answer> answer, String... footer) {
    this.word = word;
    this.description = description;
    this.footer = footer;
    this.answer = answer;
  }

  public static PlainVerb status(CommandContext context) {
    return new PlainVerb(
        "status",
        "node by node: up, paused or crashed, role, epoch, its leader, its port",
        () -> Answer.of(StatusView.of(context.session().clusters())),
        "",
        "For a simulated cluster it also says the virtual time, the seed, and the fingerprint: a hash "
            + "over all that has happened. The same start and the same commands give the same fingerprint.");
  }

  public static PlainVerb net(CommandContext context) {
    return new PlainVerb(
        "net",
        "who can talk to whom: the links, and what is wrong with each",
        () -> Answer.of(NetView.of(context.session().clusters())),
        "",
        "A row for each sender, a column for each receiver:",
        "  ok       messages get through",
        "  cut      no message does; cut, partition, isolate, deaf, mute, bridge, ring or links did it",
        "  lossy    some are lost; see loss",
        "  slow     they take longer; see delay",
        "  twice    some arrive twice; see duplicate",
        "  mixed    some overtake others; see reorder",
        "  drops    those of one name are lost; see drop",
        "  bad      several of these",
        "  -        one of the two nodes is crashed",
        "",
        "The lines below the table say how much. For a simulated cluster net also says what the network "
            + "is like without faults. heal mends all links.");
  }

  public static PlainVerb algorithms(CommandContext context) {
    return new PlainVerb(
        "algorithms",
        "every algorithm: its paper, what it promises, its options",
        () -> Answer.of(new AlgorithmsView(context.session().catalog().all())));
  }

  public static PlainVerb experiments(CommandContext context) {
    return new PlainVerb(
        "experiments",
        "list the published experiments that can be run",
        () ->
            Answer.of(new ExperimentsView(PublishedExperiments.all(context.session().catalog()))));
  }

  public static PlainVerb quit() {
    return new PlainVerb(
        "quit", "stop all clusters and leave; Ctrl-D does the same", Answer::leaving);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = super.spec().name(word);
    spec.usageMessage().customSynopsis(word).description(description).footer(footer);
    return spec;
  }

  @Override
  public Answer run(String typed) {
    return answer.get();
  }
}
