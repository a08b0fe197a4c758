package quorate.prompt.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.language.Quantities;
import quorate.lab.UserError;
import quorate.session.Answer;
import quorate.session.TimeTravel.Target;

/** Goes to a moment, forwards or back. */
@Command(
    name = "goto",
    description = "in virtual time: go to a moment or an event, forwards or back",
    customSynopsis = "goto TIME | goto event N")
public final class GotoVerb extends TimeVerb {

  private static final String EVENT = "event";

  @Parameters(arity = "1..2", paramLabel = "TIME|event", description = "163ms, or event 812")
  private List<String> words;

  @Override
  public Answer run(String typed) throws InterruptedException {
    Target target = target();
    return moved(cluster -> session().time().goTo(cluster, target));
  }

  private Target target() {
    if (words.get(0).equals(EVENT)) {
      String number = words.size() < 2 ? "" : words.get(1);
      return new Target.Event(
          Quantities.integer(number, "the number of an event; type: goto event 812"));
    } else if (words.size() > 1) {
      throw new UserError("type a time or an event: goto 163ms, or goto event 812");
    }
    return new Target.Time(Quantities.duration(words.get(0)));
  }
}
