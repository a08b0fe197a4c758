package quorate.report;

/** What a text is shown on. Its width may change between two calls. */
public interface Display {

  /** How many columns a table may have. */
  int width();

  /** How many columns a line may have that can be broken: no end, where no person looks at it. */
  int lineWidth();

  /** Text in bold, if it can be shown. */
  String bold(String text);
}
