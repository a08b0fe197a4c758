package quorate.lab.simulator;

import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.TimerSet;

/** What is to happen in a cluster in virtual time. */
public sealed interface Planned {

  /** A message comes to the end of its way. */
  record Arrival(Sent sent) implements Planned {}

  /** A timer of a node expires. */
  record Expiry(TimerSet set) implements Planned {}

  /** Something else, in a few words: {@code the disk of n3 has written}. */
  record Other(String words) implements Planned {}
}
