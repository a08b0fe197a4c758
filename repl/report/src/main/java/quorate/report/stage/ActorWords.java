package quorate.report.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import quorate.experiments.language.Listed;
import quorate.lab.trace.ClockRate;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.report.Tone;
import quorate.report.stage.StageView.Actor;
import quorate.report.stage.StageView.TimerLeft;
import quorate.spi.Belief;
import quorate.spi.NodeId;
import quorate.spi.Role;

/** What stands in the cells of a node. */
final class ActorWords {

  /** A timer of which less is left than this is about to expire. */
  private static final double NEARLY_OVER = 0.2;

  private final StageView stage;
  private final NodeId chosen;
  private final StageGlyphs glyphs;

  ActorWords(StageView stage, NodeId chosen, StageGlyphs glyphs) {
    this.stage = stage;
    this.chosen = chosen;
    this.glyphs = glyphs;
  }

  String name(Actor node) {
    return node.id().equals(chosen) ? "[" + node.id() + "]" : " " + node.id() + " ";
  }

  static Tone tone(Actor node) {
    if (!node.state().runs()) {
      return Tone.BAD;
    }
    return switch (node.state().belief().role()) {
      case LEADER -> Tone.LEADER;
      case CANDIDATE -> Tone.CANDIDATE;
      case FOLLOWER -> Tone.PLAIN;
    };
  }

  static String role(Actor node) {
    if (!node.state().up()) {
      return "crashed";
    } else if (node.state().paused()) {
      return "paused";
    }
    if (!node.id().isMember()) {
      return node.id().toString();
    }
    Role role = node.state().belief().role();
    return role == Role.LEADER ? role.name() : role.name().toLowerCase(Locale.ROOT);
  }

  static String epoch(Actor node) {
    Belief belief = node.state().belief();
    return belief.epoch().isPresent() ? Long.toString(belief.epoch().getAsLong()) : "-";
  }

  static String leader(Actor node) {
    return node.state().belief().leader().map(NodeId::toString).orElse("-");
  }

  /** The timer that matters most, and how fast it runs if the clock is not true. */
  static String timer(Actor node) {
    double rate = node.state().clockRate();
    return node.timer()
        .map(it -> it.name() + (rate == 1 ? "" : " x" + ClockRate.text(rate)))
        .orElse("");
  }

  String bar(Actor node, int width) {
    return node.timer().map(it -> glyphs.bar((double) it.leftNanos() / scale(), width)).orElse("");
  }

  /** One scale for all bars: so one sees whose timer expires first. */
  private double scale() {
    return stage.nodes().stream()
        .flatMap(it -> it.timer().stream())
        .mapToLong(TimerLeft::ofNanos)
        .reduce(stage.longestNanos(), Math::max);
  }

  static String left(Actor node) {
    return node.timer().map(it -> it.leftNanos() == 0 ? "late" : millis(it.leftNanos())).orElse("");
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, nanos < 9_950_000 ? "%.1f ms" : "%.0f ms", nanos / 1e6);
  }

  static Tone timerTone(Actor node) {
    Optional<TimerLeft> timer = node.timer();
    if (timer.isEmpty() || timer.get().pacesHeartbeats()) {
      return Tone.FAINT;
    }
    boolean over = timer.get().leftNanos() < NEARLY_OVER * timer.get().ofNanos();
    return over ? Tone.CANDIDATE : Tone.PLAIN;
  }

  /** What is wrong with the links of a node: {@code isolated}, {@code no 2,3}, {@code deaf}. */
  String links(Actor node) {
    List<String> both = new ArrayList<>();
    List<String> one = new ArrayList<>();
    int others = stage.nodes().size() - 1;
    int in = 0;
    int out = 0;
    for (Actor other : stage.nodes()) {
      Direction there = new Direction(node.id(), other.id());
      boolean unheard = stage.cut().contains(there);
      boolean deaf = stage.cut().contains(there.reversed());
      out += unheard ? 1 : 0;
      in += deaf ? 1 : 0;
      String number = Listed.withoutN(other.id().toString());
      if (unheard && deaf) {
        both.add(number);
      } else if (unheard || deaf) {
        one.add((unheard ? ">" : "<") + number);
      }
    }
    if (in + out == 0) {
      return isBad(node.id(), stage.bad()) ? "bad" : "";
    } else if (in == others || out == others) {
      return in == out ? "isolated" : in == others ? "deaf" : "mute";
    }
    both.addAll(one);
    return "no " + String.join(",", both);
  }

  private static boolean isBad(NodeId node, SortedSet<Direction> bad) {
    return bad.stream().anyMatch(it -> it.from().equals(node) || it.to().equals(node));
  }
}
