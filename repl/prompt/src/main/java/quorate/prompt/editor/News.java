package quorate.prompt.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.lab.invariant.Violation;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.report.Display;
import quorate.report.Tone;
import quorate.report.Wrapping;

/**
 * What matters of what happens in a cluster: a new leader, two leaders, a node that is gone, a
 * broken promise. A line for each, and no flood: what comes in quick succession is collapsed, and
 * told less and less often until it has been quiet for a while. Any thread.
 */
final class News {

  private static final long SHORTEST_PAUSE_NANOS = 1_000_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 30_000_000_000L;
  private static final int MOST_LINES = 3;

  private final String cluster;
  private final List<String> bad = new ArrayList<>();
  private int leaders;
  private String leader = "";
  private boolean two;
  private long pauseNanos = SHORTEST_PAUSE_NANOS;
  private long toldAtNanos;
  private boolean told;

  News(String cluster) {
    this.cluster = cluster;
  }

  /** An event, on the thread of the cluster. */
  synchronized void heard(TraceEvent event) {
    if (event instanceof BeliefChanged changed && changed.comesToLead()) {
      OptionalLong epoch = changed.after().epoch();
      leaders++;
      leader = changed.node() + " leads" + (epoch.isPresent() ? " epoch " + epoch.getAsLong() : "");
    } else if (event instanceof Crashed crashed) {
      bad.add(crashed.node() + " is gone" + (crashed.requested() ? "" : ": " + crashed.reason()));
    }
  }

  /**
   * What a look at the cluster shows.
   *
   * @param twoLeaders who they are, if there are several
   * @param violations the promises that were broken since the last look
   * @param tell whether it is news; otherwise a command has just said so
   */
  synchronized void looked(Optional<String> twoLeaders, List<Violation> violations, boolean tell) {
    if (tell) {
      violations.forEach(it -> bad.add("PROMISE BROKEN: " + it.description()));
      twoLeaders.filter(it -> !two).ifPresent(bad::add);
    }
    two = twoLeaders.isPresent();
  }

  /** The lines that are due at a moment; each is told once. */
  synchronized List<String> due(long nowNanos, Display display) {
    boolean any = leaders > 0 || !bad.isEmpty();
    long since = nowNanos - toldAtNanos;
    if (!any || told && since < pauseNanos) {
      return List.of();
    }
    boolean quiet = !told || since > 2 * pauseNanos;
    pauseNanos = quiet ? SHORTEST_PAUSE_NANOS : Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
    told = true;
    toldAtNanos = nowNanos;
    List<String> lines = new ArrayList<>();
    if (leaders > 0) {
      String several = leaders == 1 ? "" : leaders + " new leaders; now ";
      lines.add(toned(display, Tone.LEADER, several + leader));
    }
    bad.stream().limit(MOST_LINES).forEach(it -> lines.add(toned(display, Tone.BAD, it)));
    if (bad.size() > MOST_LINES) {
      lines.add(
          toned(display, Tone.BAD, "and " + (bad.size() - MOST_LINES) + " more; type: status"));
    }
    leaders = 0;
    bad.clear();
    return lines;
  }

  private String toned(Display display, Tone tone, String text) {
    String line = Wrapping.lines(cluster + ": " + text, display.width()).get(0);
    return display.toned(tone, line);
  }
}
