package quorate.nodes.server;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quorate.lab.UserError;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Cutting.OnlyLinks;
import quorate.lab.cluster.Drift;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Fire;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Resign;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Retiming;
import quorate.lab.cluster.Troubling;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.cluster.Troubling.Share;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * What of a fault one node can do. A link fails where its messages arrive, so that is what concerns
 * the ways to this node.
 */
final class FaultsHere {

  private final NodeId self;
  private final List<NodeId> members;

  FaultsHere(NodeId self, List<NodeId> members) {
    this.self = self;
    this.members = members;
  }

  /**
   * The part of a fault that happens at this node.
   *
   * @throws UserError if there is none; it says who can do it, or how
   */
  Fault of(Fault fault) {
    if (fault instanceof OnlyLinks only) {
      return new OnlyLinks(only.directions()); // what it brings up matters as well
    } else if (fault instanceof Cutting cutting) {
      return new Cut(here(fault, cutting.cuts(members)));
    } else if (fault instanceof Share share) {
      return share.mishap().on(share.share(), here(fault, somewhere(share)));
    } else if (fault instanceof Delayed delayed) {
      return new Delayed(delayed.delay(), here(fault, somewhere(delayed)));
    } else if (fault instanceof Heal heal) {
      return heal.directions().isEmpty() ? heal : new Heal(here(fault, heal.directions()));
    } else if (fault instanceof Drop drop) {
      here(fault, directions(drop));
      return new Drop(drop.message(), drop.from(), only(), drop.next());
    } else if (fault instanceof Fire || fault instanceof Retiming) {
      return own(fault);
    } else if (fault instanceof Drift drift && drift.nodes().contains(self)) {
      return new Drift(only(), drift.rate());
    } else if (fault instanceof Drift) {
      throw notHere(fault);
    }
    throw new UserError(instead(fault));
  }

  private SortedSet<NodeId> only() {
    return new TreeSet<>(List.of(self));
  }

  private SortedSet<Direction> somewhere(Troubling fault) {
    return fault.directions().isEmpty() ? all() : fault.directions();
  }

  private SortedSet<Direction> all() {
    return LinkFault.directions(members, (from, to) -> true);
  }

  private SortedSet<Direction> directions(Drop drop) {
    return LinkFault.directions(
        members,
        (from, to) ->
            (drop.from().isEmpty() || drop.from().contains(from))
                && (drop.to().isEmpty() || drop.to().contains(to)));
  }

  /** Those that lead to this node, at least one. */
  private SortedSet<Direction> here(Fault fault, SortedSet<Direction> directions) {
    SortedSet<Direction> here = new TreeSet<>(directions);
    here.removeIf(it -> !it.to().equals(self));
    if (here.isEmpty()) {
      String others =
          directions.stream()
              .map(Direction::to)
              .distinct()
              .sorted()
              .map(NodeId::toString)
              .collect(Collectors.joining(", "));
      throw new UserError(
          "'%s' changes no way to %s: a link fails where its messages arrive; post it to %s"
              .formatted(fault, self, others));
    }
    return here;
  }

  private Fault own(Fault fault) {
    if (!fault.nodes().equals(only())) {
      throw notHere(fault);
    }
    return fault;
  }

  private UserError notHere(Fault fault) {
    return new UserError("'%s' is not about %s alone; post it to its node".formatted(fault, self));
  }

  private String instead(Fault fault) {
    long pid = ProcessHandle.current().pid();
    String how;
    if (fault instanceof Resign) {
      how = "to let %s step down: POST /step-down".formatted(self);
    } else if (fault instanceof Crash) {
      how = "to crash %s, kill its process: kill -9 %d".formatted(self, pid);
    } else if (fault instanceof Pause) {
      how = "to pause %s, stop its process: kill -STOP %d".formatted(self, pid);
    } else if (fault instanceof Resume) {
      how = "a node that answers is not paused; a process goes on after kill -CONT";
    } else if (fault instanceof Restart) {
      how = "a node that answers runs; one whose process is gone is started again with node";
    } else {
      how = "%s takes faults of its links, its timers and its clock".formatted(self);
    }
    return "'%s' cannot be done here; %s".formatted(fault, how);
  }
}
