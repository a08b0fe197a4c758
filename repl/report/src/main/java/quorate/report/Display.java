package quorate.report;

/** What a text is shown on. Its width may change between two calls. */
public interface Display {

  /** How many columns a table may have. */
  int width();

  /** How many columns a line may have that can be broken: no end, where no person looks at it. */
  int lineWidth();

  String bold(String text);

  /** A text in a colour, where there are colours. */
  default String toned(Tone tone, String text) {
    return text;
  }

  /** Whether only ASCII can be shown. */
  default boolean ascii() {
    return false;
  }

  /** A table, without a line end after its last line. */
  default String table(Table table) {
    return table.text(this);
  }

  /**
   * Distributions, as {@link #table}.
   *
   * @param what the measured word: {@code converged}
   */
  default String chart(DistributionChart chart, String what) {
    return chart.text(what, this);
  }

  /** So many columns, and nothing is bold. */
  static Display plain(int width) {
    return new Display() {
      @Override
      public int width() {
        return width;
      }

      @Override
      public int lineWidth() {
        return width;
      }

      @Override
      public String bold(String text) {
        return text;
      }
    };
  }
}
