package quorate.lab.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Copies, in order, that nobody can change: what the records of faults keep. */
final class SortedCopy {

  private SortedCopy() {}

  static <T extends Comparable<T>> SortedSet<T> of(Collection<T> all) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(all));
  }
}
