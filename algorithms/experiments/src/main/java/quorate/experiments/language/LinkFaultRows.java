package quorate.experiments.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import quorate.lab.UserError;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Links;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.cluster.Troubling.Mishap;
import quorate.lab.cluster.Troubling.Share;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceText;
import quorate.spi.NodeId;

/** The faults that make links bad, or well again. */
final class LinkFaultRows {

  private static final FaultRow<Share> LOSS =
      new FaultRow<>(
          "loss SHARE [LINKS]",
          Share.class,
          "lose a share of the messages on links",
          FaultRow.examples(
              "  loss 20%                 on every link",
              "  loss 20% 1->3            in one direction only",
              "  loss 0%                  none any more",
              "",
              "Whole messages are lost, each by chance; real TCP would send them again, so they "
                  + "would only be late. A later loss replaces an earlier one; heal ends it."),
          typed -> FaultRow.ofLinks(typed.share(), typed.linksIfAny(), Mishap.LOSS::on),
          "loss",
          (loss, before) -> FaultRow.on(TraceText.share(loss.share()), loss.directions()),
          draws -> draws.trouble(Mishap.LOSS::on));

  private static final FaultRow<Delayed> DELAY =
      new FaultRow<>(
          "delay DELAY [LINKS]",
          Delayed.class,
          "make messages take longer on links",
          FaultRow.examples(
              "  delay 30ms               on every link",
              "  delay 30..40ms 1->3      from 1 to 3 only, drawn for each message",
              "  delay 1ms+exp(5ms) leader-followers",
              "",
              "The delay comes on top of what the network takes. Messages in one direction of a link"
                  + " stay in order, as with TCP: one that is late holds up those behind it; "
                  + "reorder changes the order. A later delay replaces an earlier one; heal ends it."),
          typed -> FaultRow.ofLinks(typed.delay(), typed.linksIfAny(), Delayed::new),
          "delay",
          (delayed, before) -> FaultRow.on(delayed.delay().toString(), delayed.directions()),
          draws -> draws.trouble((share, where) -> new Delayed(draws.delay(), where)));

  private static final FaultRow<Share> DUPLICATE =
      new FaultRow<>(
          "duplicate SHARE [LINKS]",
          Share.class,
          "let a share of the messages arrive twice",
          FaultRow.examples(
              "  duplicate 5%             on every link",
              "  duplicate 100% 1->3",
              "",
              "The copy comes right behind the message. heal ends it."),
          typed -> FaultRow.ofLinks(typed.share(), typed.linksIfAny(), Mishap.DUPLICATE::on),
          "duplicates",
          (twice, before) -> FaultRow.on(TraceText.share(twice.share()), twice.directions()),
          draws -> draws.trouble(Mishap.DUPLICATE::on));

  private static final FaultRow<Share> REORDER =
      new FaultRow<>(
          "reorder SHARE [LINKS]",
          Share.class,
          "let a share of the messages be overtaken by those behind them",
          FaultRow.examples(
              "  reorder 10%              on every link",
              "  reorder 50% 1->3",
              "",
              "Such a message is held back for up to two heartbeat intervals. TCP never does this"
                  + " within a connection. heal ends it."),
          typed -> FaultRow.ofLinks(typed.share(), typed.linksIfAny(), Mishap.REORDER::on),
          "reorders",
          (mixed, before) -> FaultRow.on(TraceText.share(mixed.share()), mixed.directions()),
          draws -> draws.trouble(Mishap.REORDER::on));

  private static final FaultRow<Drop> DROP =
      new FaultRow<>(
          "drop MESSAGE [from NODES] [to NODES] [next COUNT]",
          Drop.class,
          "lose all messages of one name, or the next few",
          FaultRow.examples(
              "  drop RequestVote                    from anybody to anybody, until heal",
              "  drop RequestVote to 2 next 3        three of them, towards n2",
              "  drop Coordinator from leader",
              "",
              "counts shows the names. An algorithm that has no such message refuses the command;"
                  + " with several clusters type: on raft drop RequestVote"),
          LinkFaultRows::readDrop,
          "dropping",
          (drop, before) -> Change.of(inWords(drop)),
          LinkFaultRows::drawDrop);

  private static final FaultRow<Heal> HEAL =
      new FaultRow<>(
          "heal [LINKS]",
          Heal.class,
          "mend all links, or some; crashed nodes stay down",
          FaultRow.examples(
              "  heal",
              "  heal 1-3                 this link only",
              "",
              "It ends partitions, cuts, loss, delay and everything else that is wrong with"
                  + " links. Nodes come back with restart and resume."),
          typed -> FaultRow.ofLinks("", typed.linksIfAny(), (all, links) -> new Heal(links)),
          "healed",
          (heal, before) -> healed(heal, before.cluster().links()),
          LinkFaultRows::drawHeal);

  static final List<FaultRow<?>> ALL = List.of(LOSS, DELAY, DUPLICATE, REORDER, DROP, HEAL);

  private LinkFaultRows() {}

  private static Function<Moment, Drop> readDrop(Arguments typed) {
    String message = typed.message();
    Optional<NodeSelection> from = typed.nodesAfter("from");
    Optional<NodeSelection> to = typed.nodesAfter("to");
    OptionalInt next =
        typed.isNext("next")
            ? OptionalInt.of(Quantities.integer(typed.next(), "a number of messages"))
            : OptionalInt.empty();
    if (next.isPresent() && next.getAsInt() < 1) {
      throw new UserError("drop at least the next 1, got " + next.getAsInt());
    }
    return now -> {
      FaultCommand.checkMessage(message, now.spec());
      return new Drop(message, at(from, now), at(to, now), next);
    };
  }

  private static SortedSet<NodeId> at(Optional<NodeSelection> nodes, Moment now) {
    return nodes.map(it -> it.at(now)).orElseGet(TreeSet::new);
  }

  private static String inWords(Drop drop) {
    String from = drop.from().isEmpty() ? "" : " from " + Listed.nodes(drop.from());
    String to = drop.to().isEmpty() ? "" : " to " + Listed.nodes(drop.to());
    String next = drop.next().isPresent() ? ", the next " + drop.next().getAsInt() : "";
    return drop.message() + from + to + next;
  }

  private static List<Fault> drawDrop(Draws draws) {
    List<String> messages = draws.messages();
    if (messages.isEmpty()) {
      return List.of();
    }
    SortedSet<NodeId> nobody = new TreeSet<>();
    return List.of(
        new Drop(
            draws.pick(messages),
            draws.below(2) == 0 ? draws.some(draws.hosts()) : nobody,
            draws.below(2) == 0 ? draws.some(draws.hosts()) : nobody,
            draws.below(2) == 0
                ? OptionalInt.of(1 + draws.below(2 * draws.hosts().size()))
                : OptionalInt.empty()));
  }

  private static Change healed(Heal heal, Links links) {
    SortedSet<Direction> bad = new TreeSet<>(links.cut());
    bad.addAll(links.troubles().keySet());
    if (!heal.directions().isEmpty()) {
      bad.retainAll(heal.directions());
    }
    return bad.isEmpty()
        ? Change.nothing("nothing, all was well")
        : Change.of(Listed.linksOrCount(bad));
  }

  private static List<Fault> drawHeal(Draws draws) {
    if (draws.hosts().size() > 1 && draws.below(4) == 0) {
      return List.of(new Heal(draws.directions()));
    }
    List<Fault> healed = new ArrayList<>(List.of(new Heal()));
    healed.addAll(draws.conditions());
    return healed;
  }
}
