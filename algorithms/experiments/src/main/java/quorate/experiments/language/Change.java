package quorate.experiments.language;

/**
 * What a fault changes.
 *
 * @param words what, or why it is nothing, in a few words
 * @param nothing whether all was so already
 */
public record Change(String words, boolean nothing) {

  /** Something. */
  public static Change of(String words) {
    return new Change(words, false);
  }

  static Change nothing(String why) {
    return new Change(why, true);
  }
}
