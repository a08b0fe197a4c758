package quorate.prompt.verbs;

import quorate.experiments.language.Quantities;
import quorate.lab.UserError;
import quorate.lab.simulator.Pending;
import quorate.lab.simulator.Planned.Arrival;
import quorate.lab.simulator.Planned.Expiry;
import quorate.session.Answer;
import quorate.session.Session;
import quorate.session.WhatComes;

/** What can be done to something in the list of pending: it is named by its place there. */
final class PendingMoves {

  private final Session session;
  private final String typed;

  /**
   * @param typed the whole command
   */
  PendingMoves(Session session, String typed) {
    this.session = session;
    this.typed = typed;
  }

  /**
   * Lets it come now.
   *
   * @param anyway even if neither the network nor the clocks could do that
   * @throws UserError if they could not
   */
  Answer deliver(String place, boolean anyway) throws InterruptedException {
    WhatComes what = whatComes();
    Pending chosen = chosen(what, place);
    if (!anyway) {
      what.whyNotFirst(chosen)
          .ifPresent(
              why -> {
                throw new UserError(why + "; type: deliver " + place + " --anyway");
              });
    }
    return TimeVerb.moved(session, cluster -> session.time().deliver(cluster, chosen));
  }

  /** Lets it come now, if it is a timer. */
  Answer fire(String place) throws InterruptedException {
    if (!(chosen(whatComes(), place).what() instanceof Expiry)) {
      throw new UserError(place + " is no timer; type: pending, or: deliver " + place);
    }
    return deliver(place, false);
  }

  /** Loses it, if it is a message. */
  Answer lose(String place) throws InterruptedException {
    Pending chosen = chosen(whatComes(), place);
    if (!(chosen.what() instanceof Arrival)) {
      throw new UserError(place + " is no message; type: pending");
    }
    return TimeVerb.moved(session, cluster -> session.time().lose(cluster, chosen));
  }

  private WhatComes whatComes() {
    return WhatComes.in(TimeVerb.onlyCluster(session, typed));
  }

  private static Pending chosen(WhatComes what, String place) {
    return what.at(Quantities.integer(place, "a place in the list of pending; type: pending"));
  }
}
