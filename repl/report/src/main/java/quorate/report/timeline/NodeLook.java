package quorate.report.timeline;

import java.util.List;
import java.util.Optional;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.report.Tone;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/**
 * How a node is shown.
 *
 * @param belief what it believes; empty if that does not matter, or is not known
 * @param words what it is, in a few words: {@code follows n3 2}
 */
public record NodeLook(Kind kind, Optional<Belief> belief, String words) {

  /** What a lane looks like. */
  public enum Kind {
    FOLLOWER(Tone.PLAIN),
    CANDIDATE(Tone.CANDIDATE),
    LEADER(Tone.LEADER),
    DOWN(Tone.BAD),
    PAUSED(Tone.BAD);

    private final Tone tone;

    Kind(Tone tone) {
      this.tone = tone;
    }

    Tone tone() {
      return tone;
    }
  }

  static final NodeLook DOWN = new NodeLook(Kind.DOWN, Optional.empty(), "down");
  static final NodeLook PAUSED = new NodeLook(Kind.PAUSED, Optional.empty(), "paused");

  static final NodeLook UP = new NodeLook(Kind.FOLLOWER, Optional.empty(), "up");

  /** A node of which the trace has forgotten what it was. */
  static final NodeLook UNKNOWN = new NodeLook(Kind.FOLLOWER, Optional.empty(), "?");

  static NodeLook of(NodeId id, NodeState node) {
    return !node.up() ? DOWN : node.paused() ? PAUSED : of(id, node.belief());
  }

  static NodeLook of(NodeId id, Belief belief) {
    if (!id.isMember()) {
      boolean grants = id.equals(NodeId.MANAGER);
      String words = belief.leader().map(it -> "granted " + it).orElse(grants ? "free" : "up");
      return new NodeLook(Kind.FOLLOWER, Optional.of(belief), words + epoch(belief));
    }
    String words =
        switch (belief.role()) {
          case LEADER -> "LEADER";
          case CANDIDATE -> "candidate";
          case FOLLOWER -> belief.leader().map(it -> "follows " + it).orElse("no leader");
        };
    return new NodeLook(
        Kind.valueOf(belief.role().name()), Optional.of(belief), words + epoch(belief));
  }

  private static String epoch(Belief belief) {
    return belief.epoch().isPresent() ? " " + belief.epoch().getAsLong() : "";
  }

  /** The words, and shorter ones for a lane that has no room for them. */
  List<String> wordings() {
    if (belief.isEmpty()) {
      return List.of(words);
    }
    String epoch = epoch(belief.get());
    String leader =
        belief.get().leads() ? "" : belief.get().leader().map(Object::toString).orElse("");
    return List.of(words, (leader + epoch).strip(), epoch.strip());
  }
}
