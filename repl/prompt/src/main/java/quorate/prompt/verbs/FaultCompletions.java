package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.NodeSelection;
import quorate.lab.cluster.Messages;

/**
 * What can be typed next in a fault: its usage says of what kind that is, {@code NODES} or {@code
 * LINKS}, and the clusters say which there are.
 */
final class FaultCompletions {

  /** Up to this size each link of a cluster is offered. */
  private static final int FEW_NODES = 6;

  private final List<ObservedCluster> clusters;

  FaultCompletions(List<ObservedCluster> clusters) {
    this.clusters = clusters;
  }

  /**
   * What can follow.
   *
   * @param usage as in {@code pause NODES [for TIME]}
   * @param before the words behind the verb that stand there already
   */
  List<String> after(String usage, List<String> before) {
    List<String> slots = new ArrayList<>(List.of(usage.replaceAll("[\\[\\]]", "").split(" ")));
    slots.remove(0);
    int next = 0;
    for (String word : before) {
      int keyword = slots.subList(next, slots.size()).indexOf(word);
      next = keyword >= 0 ? next + keyword + 1 : next + 1;
      if (next < slots.size() && slots.get(next).equals("...")) {
        next = slots.indexOf("|"); // and so on
      }
    }
    return next < slots.size() ? offered(slots.subList(next, slots.size())) : List.of();
  }

  /** The values of the next slot; or, where a keyword comes next, that and the later ones. */
  private List<String> offered(List<String> slots) {
    return switch (slots.get(0)) {
      case "NODE", "NODES" -> nodes();
      case "LINKS" -> links();
      case "MESSAGE" -> messages();
      case "TIMER" -> timers();
      case "SHARE", "DELAY", "TIME", "COUNT" -> List.of();
      default -> keywords(slots);
    };
  }

  private static List<String> keywords(List<String> slots) {
    if (slots.get(0).matches("[A-Z]+")) {
      throw new IllegalArgumentException("nothing is known to complete " + slots.get(0) + " with");
    }
    return slots.stream().filter(slot -> !slot.matches("[A-Z]+|\\.\\.\\.")).toList();
  }

  private int largest() {
    return clusters.stream().mapToInt(it -> it.spec().size()).max().orElse(0);
  }

  /** Words, and the numbers of the largest cluster. */
  List<String> nodes() {
    List<String> names = new ArrayList<>(NodeSelection.WORDS);
    for (int number = 1; number <= largest(); number++) {
      names.add(Integer.toString(number));
    }
    return names;
  }

  private List<String> links() {
    List<String> links = new ArrayList<>(List.of("leader-followers", "leader->followers"));
    int size = largest() <= FEW_NODES ? largest() : 0;
    for (int from = 1; from <= size; from++) {
      for (int to = 1; to <= size; to++) {
        if (from < to) {
          links.add(from + "-" + to);
        }
        if (from != to) {
          links.add(from + "->" + to);
        }
      }
    }
    return links;
  }

  private List<String> messages() {
    return clusters.stream()
        .flatMap(it -> Messages.namesOf(it.spec().algorithm()).stream())
        .distinct()
        .toList();
  }

  private List<String> timers() {
    TreeSet<String> timers = new TreeSet<>();
    for (ObservedCluster it : clusters) {
      it.run(
          now -> it.spec().members().forEach(n -> timers.addAll(now.cluster().pendingTimers(n))));
    }
    return List.copyOf(timers);
  }
}
