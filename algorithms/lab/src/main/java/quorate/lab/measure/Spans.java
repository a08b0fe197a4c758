package quorate.lab.measure;

import java.util.ArrayList;
import java.util.List;
import quorate.lab.measure.Evidence.Span;

/**
 * For how long something was so since a moment, and the first spans of time in which it was; in the
 * cluster's time.
 */
final class Spans {

  /** So many are kept; all count. */
  private static final int MOST = 1000;

  private final List<Span> first = new ArrayList<>();
  private long nanos;

  /** It was so for a while more; what follows the last one without a gap belongs to it. */
  void add(long fromNanos, long toNanos) {
    if (fromNanos == toNanos) {
      return;
    }
    nanos += toNanos - fromNanos;
    int last = first.size() - 1;
    if (last >= 0 && first.get(last).toNanos() == fromNanos) {
      first.set(last, new Span(first.get(last).fromNanos(), toNanos));
    } else if (first.size() < MOST) {
      first.add(new Span(fromNanos, toNanos));
    }
  }

  void clear() {
    first.clear();
    nanos = 0;
  }

  long nanos() {
    return nanos;
  }

  /** The first of the spans, counted from another beginning. */
  List<Span> after(long originNanos) {
    return first.stream()
        .map(span -> new Span(span.fromNanos() - originNanos, span.toNanos() - originNanos))
        .toList();
  }
}
