package quorate.prompt.recount;

import java.util.Set;

/** What one line of a trace says, as far as figures depend on it. */
sealed interface Seen {

  /** A person or a scenario changed something; also the end of a pause that has an end. */
  record Fault(String text) implements Seen {}

  /**
   * The links as they are from now on.
   *
   * @param down the directions that are cut or lose every message
   * @param picky the directions that drop messages by name
   */
  record Links(Set<Way> down, Set<Way> picky) implements Seen {}

  /** A node came, went, or stood still. */
  record Life(int node, Change change) implements Seen {}

  /** A node believes something else from now on. */
  record Believes(int node, Conviction what) implements Seen {}

  /** A message set out. */
  record Sent(int from, String name) implements Seen {}

  /** Nothing that a figure depends on. */
  record Other() implements Seen {}

  /** One direction of a link. */
  record Way(int from, int to) {}

  /** What can become of a node. */
  enum Change {
    STARTING,
    STARTED,
    CRASHED,
    PAUSED,
    RESUMED
  }

  /** What a node takes itself for. */
  enum Stand {
    LEADS,
    CAMPAIGNS,
    FOLLOWS
  }

  /**
   * What a node believes.
   *
   * @param epoch as it is written; empty for an algorithm without epochs
   * @param leader whom it takes for the leader; 0 for nobody
   * @param round the round that it began itself, with its epoch; empty for none
   */
  record Conviction(Stand stand, String epoch, int leader, String round) {
    /** Of a node that has just started. */
    static final Conviction NONE = new Conviction(Stand.FOLLOWS, "", 0, "");

    /** A round keeps its name while the epoch goes up with it, as when a pre-vote is won. */
    String nameOfRound() {
      return round.replaceFirst(" in epoch .*", "");
    }

    boolean leads() {
      return stand == Stand.LEADS;
    }
  }
}
