package quorate.report.stage;

import java.util.List;
import quorate.report.Tone;
import quorate.spi.NodeId;

/**
 * Who looks at a stage, and what that person has done.
 *
 * @param chosen the node that the next key is about
 * @param time how time passes, in words: {@code 1/20 of real time}
 * @param still whether time stands still
 * @param heartbeats whether heartbeats are shown
 * @param said what the last key did
 * @param tone whether it worked
 * @param place which of the clusters this is, from 1
 * @param clusters how many there are
 * @param keys what can be pressed, the most important first; those at the end are left out where
 *     there is no room
 * @param last what can be pressed that is always named
 */
public record Onlooker(
    NodeId chosen,
    String time,
    boolean still,
    boolean heartbeats,
    String said,
    Tone tone,
    int place,
    int clusters,
    List<String> keys,
    String last) {

  /** Somebody who only looks, at the leader if there is one. */
  static Onlooker of(StageView stage) {
    NodeId first = stage.nodes().get(0).id();
    NodeId chosen = stage.leaders().stream().findFirst().orElse(first);
    return new Onlooker(chosen, "", false, true, "", Tone.PLAIN, 1, 1, List.of(), "");
  }
}
