package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.prompt.console.Desk;
import quorate.report.NetView;
import quorate.session.Answer;

/** Shows the links. */
@Command(
    name = "net",
    description = "who can talk to whom: the links, and what is wrong with each",
    customSynopsis = "net",
    footer = {
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
      "Below it stands how much. Of a simulated cluster net also says what the network is like without "
          + "faults. heal makes all links well."
    })
public final class NetVerb extends Verb {

  /** The command of a session. */
  public NetVerb(Desk desk) {
    super(desk);
  }

  @Override
  public Answer run(String typed) {
    return Answer.of(NetView.of(session().clusters()));
  }
}
