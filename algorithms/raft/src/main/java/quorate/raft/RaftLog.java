package quorate.raft;

/**
 * As much of a node's log as an election looks at: where it ends.
 *
 * @param lastIndex the index of the last entry; 0 if the log is empty
 * @param lastTerm the term of the last entry; 0 if the log is empty
 */
public record RaftLog(long lastIndex, long lastTerm) {

  public static final RaftLog EMPTY = new RaftLog(0, 0);

  /**
   * @throws IllegalArgumentException if a number is negative, or only one of them is 0
   */
  public RaftLog {
    if (lastIndex < 0 || lastTerm < 0 || (lastIndex == 0) != (lastTerm == 0)) {
      throw new IllegalArgumentException(
          "a log ends at an index and a term that are both 0 or both positive, got index %s, term %s"
              .formatted(lastIndex, lastTerm));
    }
  }

  /**
   * Whether another log, which ends as given, is at least as up-to-date as this one (§5.4.1): the
   * later last term wins; with equal last terms, the longer log.
   */
  public boolean isAtMostAsUpToDateAs(long otherLastIndex, long otherLastTerm) {
    return otherLastTerm != lastTerm ? otherLastTerm > lastTerm : otherLastIndex >= lastIndex;
  }

  /**
   * Reads where a log ends: {@code 5} is index 5 of term 1, {@code 5@3} is index 5 of term 3,
   * {@code 0} is the empty log.
   *
   * @throws IllegalArgumentException if the text says neither
   */
  public static RaftLog parse(String text) {
    if (!text.matches("\\d{1,9}(@\\d{1,9})?")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not the end of a log; type an index, or index@term, as in 5@3");
    }
    String[] parts = text.split("@");
    long index = Long.parseLong(parts[0]);
    long defaultTerm = index == 0 ? 0 : 1;
    return new RaftLog(index, parts.length == 2 ? Long.parseLong(parts[1]) : defaultTerm);
  }

  @Override
  public String toString() {
    return this.equals(EMPTY) ? "empty" : "ends at index " + lastIndex + " of term " + lastTerm;
  }
}
