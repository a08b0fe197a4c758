package quorate.session;

import java.util.List;
import java.util.Optional;
import quorate.experiments.ObservedCluster;
import quorate.lab.UserError;
import quorate.lab.simulator.Pending;
import quorate.lab.simulator.Planned;
import quorate.lab.simulator.Planned.Arrival;
import quorate.lab.simulator.Planned.Expiry;

/**
 * What is to come in a cluster in virtual time, in the order in which it would.
 *
 * @param all each is typed by its place in the list, from 1
 */
public record WhatComes(ObservedCluster cluster, List<Pending> all) {

  /**
   * @throws UserError if the cluster runs over TCP
   */
  public static WhatComes in(ObservedCluster cluster) {
    return new WhatComes(cluster, TimeTravel.simulated(cluster).pending());
  }

  /**
   * What stands at a place of the list.
   *
   * @throws UserError if nothing does
   */
  public Pending at(int place) {
    if (place < 1 || place > all.size()) {
      throw new UserError(
          all.isEmpty()
              ? "nothing is to come in " + cluster.spec().name()
              : "from 1 to %d, got %d; type: pending".formatted(all.size(), place));
    }
    return all.get(place - 1);
  }

  /** What a recording means by a number; throws a NoSuchElementException if it is not to come. */
  Pending named(long number) {
    return all.stream().filter(it -> it.number() == number).findFirst().orElseThrow();
  }

  int placeOf(Pending pending) {
    return all.indexOf(pending) + 1;
  }

  /**
   * Why something cannot come before all the others, whatever the network and the clocks do: TCP
   * keeps the order of each direction of a link, and a node's clock that of its timers. Empty if it
   * can.
   */
  public Optional<String> whyNotFirst(Pending chosen) {
    if (chosen.what() instanceof Planned.Other) {
      return Optional.of("it is neither a message nor a timer");
    }
    for (int place = 1; all.get(place - 1) != chosen; place++) {
      Pending earlier = all.get(place - 1);
      if (chosen.what() instanceof Arrival it
          && earlier.what() instanceof Arrival first
          && first.sent().from().equals(it.sent().from())
          && first.sent().to().equals(it.sent().to())) {
        return Optional.of(
            "TCP keeps the order of messages from %s to %s, and %d was sent earlier"
                .formatted(it.sent().from(), it.sent().to(), place));
      } else if (chosen.what() instanceof Expiry it
          && earlier.what() instanceof Expiry first
          && first.set().node().equals(it.set().node())) {
        return Optional.of(
            "on the clock of %s, %d expires earlier".formatted(it.set().node(), place));
      }
    }
    return Optional.empty();
  }
}
