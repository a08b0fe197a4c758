package quorate.lab.trace;

/** Why a message that was sent never reached its receiver. */
public enum DropCause {
  /** The receiver is down. */
  CRASHED("receiver down"),
  /** A person cut the link. */
  CUT("link cut"),
  /** Chance took it. */
  LOST("lost"),
  /** A person picked messages of its name. */
  PICKED("dropped by name"),
  /** The connection broke while the message was on its way. */
  CONNECTION_LOST("connection lost");

  private final String words;

  DropCause(String words) {
    this.words = words;
  }

  /** The cause in two words, lower case. */
  public String words() {
    return words;
  }
}
