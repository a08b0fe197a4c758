package quorate.lab.measure;

/**
 * What became of the writes of leaders to a store. A write that arrives twice counts twice, as the
 * store cannot know.
 *
 * @param sent how many writes left a node
 * @param unfenced those on which the store decided without fencing
 * @param fenced those on which it decided with fencing
 * @param lost how many never reached the store
 */
public record StoreCounts(long sent, Decided unfenced, Decided fenced, long lost) {

  public static final StoreCounts NONE = new StoreCounts(0, Decided.NONE, Decided.NONE, 0);

  /**
   * Writes on which the store decided.
   *
   * @param accepted how many it accepted
   * @param overtaken how many of these came from an overtaken leader, so that what a later leader
   *     had written is lost: the store had accepted a write with a newer token before. Where there
   *     are no tokens: a write of a node that became leader later
   * @param withoutToken how many of the accepted ones had no token, which none can be refused for
   * @param refused how many it refused
   */
  public record Decided(long accepted, long overtaken, long withoutToken, long refused) {

    static final Decided NONE = new Decided(0, 0, 0, 0);

    /** Whether some had no token, so that fencing cannot judge them. */
    public boolean isUnfenceable() {
      return withoutToken > 0;
    }

    public long all() {
      return accepted + refused;
    }

    Decided plus(Decided other, int sign) {
      return new Decided(
          accepted + sign * other.accepted,
          overtaken + sign * other.overtaken,
          withoutToken + sign * other.withoutToken,
          refused + sign * other.refused);
    }
  }

  /** Those of both kinds together. */
  public Decided decided() {
    return unfenced.plus(fenced, 1);
  }

  /** What is left without those that were counted before. */
  public StoreCounts minus(StoreCounts before) {
    return new StoreCounts(
        sent - before.sent,
        unfenced.plus(before.unfenced, -1),
        fenced.plus(before.fenced, -1),
        lost - before.lost);
  }
}
