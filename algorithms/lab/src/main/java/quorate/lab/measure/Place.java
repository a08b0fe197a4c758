package quorate.lab.measure;

import quorate.lab.trace.TraceEvent;

/** A place in the trace: the cluster's time, and the number of the event. */
record Place(long atNanos, long number) implements Comparable<Place> {

  static Place of(TraceEvent event) {
    return new Place(event.atNanos(), event.number());
  }

  @Override
  public int compareTo(Place other) {
    return Long.compare(number, other.number);
  }
}
