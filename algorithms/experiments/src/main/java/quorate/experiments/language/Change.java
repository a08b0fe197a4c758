package quorate.experiments.language;

/** What a fault changes, or why that is {@code nothing}: in a few words. */
public record Change(String words, boolean nothing) {

  public static Change of(String words) {
    return new Change(words, false);
  }

  static Change nothing(String why) {
    return new Change(why, true);
  }
}
