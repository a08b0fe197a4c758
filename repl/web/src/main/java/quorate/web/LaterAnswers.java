package quorate.web;

import quorate.session.Expectations;
import quorate.session.Session;

/** Tells the prompt what became of faults for which no command waited. */
final class LaterAnswers {

  private final Session session;
  private final Desk desk;

  LaterAnswers(Session session, Desk desk) {
    this.session = session;
    this.desk = desk;
  }

  /** Tells what is known by now; none if a command has the turn. Takes the turn itself. */
  void tell() {
    Expectations expected = session.expectations();
    if (expected.isEmpty() || !session.turn().tryLock()) {
      return;
    }
    try {
      expected.arrived().forEach(it -> desk.settled(it.command(), it.answer()));
    } finally {
      session.turn().unlock();
    }
  }
}
