package quorate.experiments.chaos;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What runs have seen, so that a report can say whether anything happened at all.
 *
 * @param events how many things the traces tell
 * @param messages how many were sent, heartbeats included
 * @param elections how many were begun
 * @param leaders how often somebody became leader
 * @param faults how often each was done, by the word that is typed for it
 */
public record ChaosCounts(
    long events, long messages, long elections, long leaders, SortedMap<String, Long> faults) {

  public static final ChaosCounts NOTHING = new ChaosCounts(0, 0, 0, 0, new TreeMap<>());

  public ChaosCounts {
    faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
  }

  public ChaosCounts plus(ChaosCounts other) {
    SortedMap<String, Long> sum = new TreeMap<>(faults);
    for (Map.Entry<String, Long> fault : other.faults.entrySet()) {
      sum.merge(fault.getKey(), fault.getValue(), Long::sum);
    }
    return new ChaosCounts(
        events + other.events,
        messages + other.messages,
        elections + other.elections,
        leaders + other.leaders,
        sum);
  }
}
