package quorate.lab.measure;

import java.util.ArrayList;
import java.util.List;
import quorate.lab.measure.Evidence.Span;

/** The whiles in which something was so, each later than the one before; in the cluster's time. */
final class Spans {

  private final List<Span> all = new ArrayList<>();

  /** It was so for a while more; what follows the last one without a gap belongs to it. */
  void add(long fromNanos, long toNanos) {
    if (fromNanos == toNanos) {
      return;
    }
    int last = all.size() - 1;
    if (last >= 0 && all.get(last).toNanos() == fromNanos) {
      all.set(last, new Span(all.get(last).fromNanos(), toNanos));
    } else {
      all.add(new Span(fromNanos, toNanos));
    }
  }

  void clear() {
    all.clear();
  }

  /** Those before a moment, or the parts of them that are. */
  Spans until(long endNanos) {
    Spans before = new Spans();
    all.stream()
        .filter(span -> span.fromNanos() < endNanos)
        .forEach(span -> before.add(span.fromNanos(), Math.min(span.toNanos(), endNanos)));
    return before;
  }

  /** How long it was so in all. */
  long nanos() {
    return all.stream().mapToLong(Span::nanos).sum();
  }

  /** The same, counted from another beginning. */
  List<Span> after(long originNanos) {
    return all.stream()
        .map(span -> new Span(span.fromNanos() - originNanos, span.toNanos() - originNanos))
        .toList();
  }
}
