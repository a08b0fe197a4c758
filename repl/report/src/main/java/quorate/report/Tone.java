package quorate.report;

/** What a colour is to say; where there are no colours, the words say it alone. */
public enum Tone {
  /** A node that leads. */
  LEADER,
  /** A node that would like to lead. */
  CANDIDATE,
  /** What is broken, lost or down. */
  BAD,
  /** What matters less. */
  FAINT,
  PLAIN
}
