package quorate.lab.trace;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import quorate.lab.trace.TraceEvent.DiskLost;

/** Whether a cluster may break its promises because somebody took away what nodes had saved. */
public final class LostDisks {

  private LostDisks() {}

  /**
   * A few words to stand behind what was broken: which disks were lost before, as far as the trace
   * goes back. Empty if none was. On the cluster's thread.
   */
  public static String note(Trace trace) {
    List<DiskLost> lost =
        trace.events().stream()
            .filter(DiskLost.class::isInstance)
            .map(DiskLost.class::cast)
            .toList();
    if (lost.isEmpty()) {
      return "";
    }
    String which =
        lost.stream()
            .map(it -> String.format(Locale.ROOT, "%s at %.1f ms", it.node(), it.atNanos() / 1e6))
            .collect(Collectors.joining(", "));
    return "; a disk was lost before (" + which + "), and nothing is promised after that";
  }
}
