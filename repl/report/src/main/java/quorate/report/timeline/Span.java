package quorate.report.timeline;

/** Columns of a row, both inclusive. */
record Span(int from, int to) {

  static Span between(int one, int other) {
    return new Span(Math.min(one, other), Math.max(one, other));
  }

  Span with(int column) {
    return new Span(Math.min(from, column), Math.max(to, column));
  }
}
