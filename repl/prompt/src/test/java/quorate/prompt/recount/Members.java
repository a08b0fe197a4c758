package quorate.prompt.recount;

import java.util.Arrays;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.prompt.recount.Seen.Conviction;
import quorate.prompt.recount.Seen.Life;
import quorate.prompt.recount.Seen.Links;
import quorate.prompt.recount.Seen.Way;

/** The nodes and their links, as the lines so far have it. Nodes are numbered from 1. */
final class Members {

  private final Question question;
  private final boolean[] up;
  private final boolean[] paused;
  private final boolean[] starting;
  private final Conviction[] beliefs;
  private Set<Way> down = Set.of();
  private Set<Way> picky = Set.of();

  Members(Question question) {
    int size = question.nodes() + 1;
    this.question = question;
    up = new boolean[size];
    paused = new boolean[size];
    starting = new boolean[size];
    beliefs = new Conviction[size];
    Arrays.fill(beliefs, Conviction.NONE);
  }

  void on(Life life) {
    int node = life.node();
    switch (life.change()) {
      case STARTING -> starting[node] = true;
      case STARTED -> up[node] = true;
      case CRASHED -> up[node] = false;
      case PAUSED -> paused[node] = true;
      default -> paused[node] = false;
    }
    if (life.change() == Seen.Change.STARTED || life.change() == Seen.Change.CRASHED) {
      starting[node] = false;
      paused[node] = false;
      beliefs[node] = Conviction.NONE;
    }
  }

  void on(Links links) {
    down = links.down();
    picky = links.picky();
  }

  Conviction belief(int node) {
    return beliefs[node];
  }

  void believes(int node, Conviction what) {
    beliefs[node] = what;
  }

  boolean runs(int node) {
    return up[node] && !paused[node];
  }

  boolean anyRuns() {
    for (int node = 1; node < up.length; node++) {
      if (runs(node)) {
        return true;
      }
    }
    return false;
  }

  boolean anyCampaigns() {
    for (int node = 1; node < up.length; node++) {
      if (runs(node) && beliefs[node].stand() == Seen.Stand.CAMPAIGNS) {
        return true;
      }
    }
    return false;
  }

  boolean leads(int node) {
    return runs(node) && beliefs[node].leads();
  }

  int leading() {
    int leading = 0;
    for (int node = 1; node < up.length; node++) {
      leading += leads(node) ? 1 : 0;
    }
    return leading;
  }

  /** Whether two running nodes reach each other. Everybody reaches itself. */
  boolean reach(int one, int other) {
    return one == other
        || runs(one)
            && runs(other)
            && !down.contains(new Way(one, other))
            && !down.contains(new Way(other, one));
  }

  boolean isMajority(int nodes) {
    return 2 * nodes > question.nodes();
  }

  private boolean believesIn(int node, int leader) {
    return runs(node)
        && beliefs[node].leader() == leader
        && beliefs[node].epoch().equals(beliefs[leader].epoch());
  }

  /** How many running nodes believe in a node that leads, in its epoch; itself included. */
  boolean hasMajority(int leader) {
    int believers = 0;
    for (int node = 1; node < up.length; node++) {
      believers += believesIn(node, leader) ? 1 : 0;
    }
    return leads(leader) && isMajority(believers);
  }

  /** How many running nodes a node reaches; with {@code believing}, those that believe in it. */
  private int within(int leader, boolean believing) {
    int nodes = 0;
    for (int node = 1; node < up.length; node++) {
      boolean counts = runs(node) && reach(leader, node);
      nodes += counts && (!believing || believesIn(node, leader)) ? 1 : 0;
    }
    return nodes;
  }

  /** Whether somebody leads who is followed by enough that it can reach. */
  boolean isLed() {
    for (int node = 1; node < up.length; node++) {
      if (leads(node)) {
        int followers = within(node, true);
        if (question.majorityPromised()
            ? isMajority(followers)
            : 2 * followers > within(node, false)) {
          return true;
        }
      }
    }
    return false;
  }

  /** On whom the cluster agrees, each with its epoch; empty if it does not. */
  SortedSet<String> agreement() {
    SortedSet<String> agreed = new TreeSet<>();
    for (int node = 1; node < up.length; node++) {
      if (starting[node]) {
        return new TreeSet<>();
      }
    }
    for (int node = 1; node < up.length; node++) {
      if (leads(node)) {
        boolean all = within(node, true) == within(node, false);
        if (question.majorityPromised() && all && isMajority(within(node, true))) {
          agreed.add(name(node)); // there cannot be two of them
        } else if (!question.majorityPromised()) {
          if (!all) {
            return new TreeSet<>();
          }
          agreed.add(name(node));
        }
      }
    }
    return question.majorityPromised() || everybodyIsWithinReachOf(agreed)
        ? agreed
        : new TreeSet<>();
  }

  private String name(int leader) {
    return "n" + leader + " in " + beliefs[leader].epoch();
  }

  static int leader(String name) {
    return Integer.parseInt(name.substring(1, name.indexOf(' ')));
  }

  private boolean everybodyIsWithinReachOf(Set<String> leaders) {
    for (int node = 1; node < up.length; node++) {
      int each = node;
      if (runs(node) && leaders.stream().noneMatch(leader -> reach(leader(leader), each))) {
        return false;
      }
    }
    return true;
  }

  /** Whether nobody misses heartbeats of these leaders. */
  boolean allHear(Set<String> leaders) {
    for (int node = 1; node < up.length; node++) {
      for (String leader : leaders) {
        if (runs(node) && !reach(leader(leader), node)) {
          return false;
        }
      }
    }
    return picky.stream().noneMatch(way -> runs(way.from()) && runs(way.to()));
  }

  /** Whether some nodes that are a majority of all can all reach each other. */
  boolean someMajorityIsConnected() {
    for (int set = 1; set < 1 << question.nodes(); set++) {
      if (isMajority(Integer.bitCount(set)) && isConnected(set)) {
        return true;
      }
    }
    return false;
  }

  private boolean isConnected(int set) {
    for (int one = 1; one < up.length; one++) {
      for (int other = 1; other < up.length; other++) {
        boolean both = (set >> one - 1 & 1) == 1 && (set >> other - 1 & 1) == 1;
        if (both && (!runs(one) || !reach(one, other))) {
          return false;
        }
      }
    }
    return true;
  }
}
