package quorate.prompt.recount;

/** The text of a trace has microseconds, the program counts nanoseconds. */
final class Tolerance {

  /** By how much two moments may differ that are the same. */
  static final long MICROS = 2;

  private Tolerance() {}
}
