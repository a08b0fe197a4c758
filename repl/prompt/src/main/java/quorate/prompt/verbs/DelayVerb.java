package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.lab.cluster.Troubling;
import quorate.repl.session.Session;

/** Makes links slow. */
@Command(
    name = "delay",
    description = "make messages take longer on links",
    footer = {
      "",
      "examples:",
      "  delay 30ms               on every link",
      "  delay 30..40ms 1->3      each message another delay, 3 of 1 only",
      "  delay 1ms+exp(5ms) leader-followers",
      "",
      "The delay comes on top of what the network takes. Messages in one direction of a link stay in order, as with TCP: one that is late holds up those behind it; for anything else see reorder. A later delay takes the place of an earlier one; heal ends it."
    })
public final class DelayVerb extends TroublingVerb<Troubling.Delayed> {

  /** The command of a session. */
  public DelayVerb(Session session) {
    super(session, Troubling.Delayed.class, "delay", delayed -> delayed.delay().toString());
  }
}
