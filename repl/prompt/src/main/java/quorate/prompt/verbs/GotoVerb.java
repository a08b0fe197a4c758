package quorate.prompt.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.language.Quantities;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.session.Answer;
import quorate.session.Progress;
import quorate.session.TimeTravel;
import quorate.session.TimeTravel.Target;

/** Goes to a moment, forwards or back. */
@Command(
    name = "goto",
    description = "in virtual time: go to a moment or an event, forwards or back",
    customSynopsis = "goto TIME | goto event N | goto move N [--fingerprint HASH]")
public final class GotoVerb extends TimeVerb {

  private static final String EVENT = "event";
  private static final String MOVE = "move";

  @Parameters(arity = "1..2", paramLabel = "TIME|event|move", description = "163ms, or event 812")
  private List<String> words;

  @Option(
      names = "--fingerprint",
      paramLabel = "HASH",
      description = "an error if the cluster has another one there")
  private String expected;

  @Override
  public Answer run(String typed) throws InterruptedException {
    Target target = target();
    Progress progress = progress();
    return moved(cluster -> checked(session().time().goTo(cluster, target, progress)));
  }

  private TimeTravel.Moved checked(TimeTravel.Moved moved) {
    String found = moved.cluster().fingerprint().orElseThrow();
    if (expected != null && !found.equals(expected)) {
      throw new UserError(
          "%s has the fingerprint %s here, and not %s: another version of Quorate, or another run"
              .formatted(moved.cluster().spec().name(), found, Printable.of(expected)));
    }
    return moved;
  }

  private Target target() {
    String number = words.size() < 2 ? "" : words.get(1);
    if (words.get(0).equals(EVENT)) {
      return new Target.Event(
          Quantities.integer(number, "the number of an event; type: goto event 812"));
    } else if (words.get(0).equals(MOVE)) {
      return new Target.Move(Quantities.integer(number, "a number of moves; type: goto move 90"));
    } else if (words.size() > 1) {
      throw new UserError("type a time or an event: goto 163ms, or goto event 812");
    }
    return new Target.Time(Quantities.duration(words.get(0)));
  }
}
