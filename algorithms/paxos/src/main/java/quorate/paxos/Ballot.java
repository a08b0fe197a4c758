package quorate.paxos;

import quorate.spi.NodeId;

/**
 * The number of a proposal. Different proposers use different numbers (§2.2 of the paper), because
 * the proposer is a part of it.
 *
 * @param round the round, at least 1, which decides first
 * @param proposer who made the proposal, which decides between equal rounds
 */
public record Ballot(long round, NodeId proposer) implements Comparable<Ballot> {

  /** Whether this number is lower than another; every number is higher than none at all. */
  public boolean isBelow(Ballot other) {
    return other != null && compareTo(other) < 0;
  }

  @Override
  public int compareTo(Ballot other) {
    int byRound = Long.compare(round, other.round);
    return byRound != 0 ? byRound : proposer.compareTo(other.proposer);
  }

  /** Round and proposer: {@code 2.1}. */
  @Override
  public String toString() {
    return round + "." + proposer.value();
  }
}
