package quorate.prompt.recount;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.prompt.recount.Seen.Believes;
import quorate.prompt.recount.Seen.Conviction;
import quorate.prompt.recount.Seen.Fault;
import quorate.prompt.recount.Seen.Life;
import quorate.prompt.recount.Seen.Links;
import quorate.prompt.recount.Seen.Sent;

/**
 * Works out figures from the text of a trace, by the words of docs/decisions/what-is-measured.md
 * and by nothing else: it shares no code with what it checks. One pass over the lines notes what
 * happened; what it means is decided at the end, when it is known on whom the cluster settled.
 */
final class Recount {

  /** A while in which the cluster agreed on the same leaders in the same epochs. */
  private record Agreement(SortedSet<String> leaders, int line, long micros) {}

  /** A while. */
  private record Span(long from, long to) {}

  /** Something that a node did, and when. */
  private record Noted(int line, long micros, String what) {}

  /** A node's present term of office. */
  private static final class Office {
    private int line = -1;
    private long micros;
    private int roundLine;
    private String round;
    private OptionalLong majority = OptionalLong.empty();
  }

  private final Question question;
  private final Members members;
  private final TraceReader reader = new TraceReader();
  private final Office[] offices;
  private final int[] roundLines;

  private int line = -1;
  private long micros;
  private boolean measuring;
  private int faultLine = Integer.MAX_VALUE;
  private long faultMicros;
  private boolean campaigningAtFault;
  private int lastFaultLine = -1;
  private long lastFaultMicros;
  private final Set<Integer> pausedForAWhile = new HashSet<>();
  private String lastFault = "";

  private Agreement agreement = new Agreement(new TreeSet<>(), -1, 0);
  private long longest; // by how much the present agreement outlasted what it needs, at best
  private boolean settled;
  private long settledMicros;
  private final List<Agreement> lasting = new ArrayList<>();
  private final List<Noted> rounds = new ArrayList<>();
  private final List<Noted> comings = new ArrayList<>();
  private final List<Noted> messages = new ArrayList<>();
  private final List<Span> leaderless = new ArrayList<>();
  private final List<Span> twoLeaders = new ArrayList<>();

  private Recount(Question question) {
    this.question = question;
    this.members = new Members(question);
    this.roundLines = new int[question.nodes() + 1];
    this.offices = new Office[question.nodes() + 1];
    for (int node = 1; node <= question.nodes(); node++) {
      offices[node] = new Office();
    }
  }

  /** Counts. */
  static Figures of(List<String> lines, Question question) {
    Recount recount = new Recount(question);
    for (String line : lines) {
      recount.next(line);
      if (recount.settled) {
        return recount.figures();
      }
    }
    recount.pass(question.endMicros());
    recount.settleBy(question.endMicros());
    return recount.figures();
  }

  private void next(String text) {
    line++;
    Seen seen = reader.read(text);
    if (seen instanceof Sent sent) {
      if (!question.heartbeats().contains(sent.name())) {
        messages.add(new Noted(line, TraceReader.micros(text), sent.name()));
      }
      return;
    }
    pass(TraceReader.micros(text));
    if (settled) {
      return;
    } else if (seen instanceof Fault fault) {
      lastFault = fault.text();
      lastFaultLine = line;
      lastFaultMicros = micros;
    } else if (seen instanceof Links links) {
      members.on(links);
    } else if (seen instanceof Life life) {
      live(life);
    } else if (seen instanceof Believes believes) {
      believe(believes.node(), believes.what());
    }
    look();
  }

  private void live(Life life) {
    members.on(life);
    int node = life.node();
    switch (life.change()) {
      case PAUSED -> {
        if (lastFault.contains(" for ")) {
          pausedForAWhile.add(node);
        }
      }
      case CRASHED -> {
        offices[node] = new Office();
        pausedForAWhile.remove(node);
      }
      default -> pausedForAWhile.remove(node);
    }
  }

  private void believe(int node, Conviction now) {
    Conviction before = members.belief(node);
    members.believes(node, now);
    if (!now.round().isEmpty() && !now.nameOfRound().equals(before.nameOfRound())) {
      rounds.add(new Noted(line, micros, now.round()));
      roundLines[node] = line;
    }
    boolean comes = now.leads() && !(before.leads() && before.epoch().equals(now.epoch()));
    if (comes || !now.leads()) {
      offices[node] = new Office();
    }
    if (comes) {
      offices[node].line = line;
      offices[node].micros = micros;
      offices[node].round = now.round();
      offices[node].roundLine = roundLines[node];
      comings.add(new Noted(line, micros, "n" + node));
    }
  }

  /** Time goes by in which nothing changes. */
  private void pass(long until) {
    if (until > micros) {
      if (until - Tolerance.MICROS > question.doneMicros()) { // what is done then, comes first
        settleBy(until);
      }
      if (measuring && !members.isLed()) {
        leaderless.add(new Span(micros, until));
      }
      if (measuring && members.leading() >= 2) {
        twoLeaders.add(new Span(micros, until));
      }
      micros = until;
      longest = Math.max(longest, outlasts());
    }
  }

  /**
   * The cluster has settled if its agreement lasts for long enough until some moment, and nothing
   * more is done to it. What ends it at that very moment comes too late.
   */
  private void settleBy(long until) {
    long enough = Math.max(micros - outlasts(), question.doneMicros());
    settled =
        measuring
            && !agreement.leaders().isEmpty()
            && pausedForAWhile.isEmpty()
            && enough <= until + Tolerance.MICROS;
    settledMicros = enough;
  }

  /** By how much the present agreement outlasts what it needs, as things are now. */
  private long outlasts() {
    boolean older = agreement.line() < lastFaultLine;
    long since = older ? lastFaultMicros : agreement.micros();
    boolean longer = older || !members.allHear(agreement.leaders());
    long needs = question.hold() * question.heartbeatMicros();
    if (longer && question.hold() > 0) {
      needs += question.longestMicros();
    }
    return micros - since - needs;
  }

  /** After each line: what is so now. */
  private void look() {
    if (line >= question.fault() && !measuring && members.anyRuns()) {
      measuring = true;
      faultLine = line;
      faultMicros = micros;
      campaigningAtFault = members.anyCampaigns();
      longest = outlasts(); // from here on
    }
    SortedSet<String> leaders = members.agreement();
    if (!leaders.equals(agreement.leaders())) {
      noteAgreement();
      agreement = new Agreement(leaders, line, micros);
      longest = outlasts();
    }
    for (int node = 1; node <= question.nodes(); node++) {
      if (measuring && offices[node].majority.isEmpty() && members.hasMajority(node)) {
        offices[node].majority = OptionalLong.of(micros);
      }
    }
  }

  /** The present agreement is over. */
  private void noteAgreement() {
    boolean endsWithFault = agreement.line() < faultLine && micros == faultMicros;
    if (measuring
        && !agreement.leaders().isEmpty()
        && !endsWithFault
        && longest >= -Tolerance.MICROS) {
      lasting.add(agreement);
    }
  }

  private Figures figures() {
    if (!settled) {
      return unsettled();
    }
    int lastOffice = 0;
    OptionalLong elected = OptionalLong.empty();
    OptionalLong majority = OptionalLong.empty();
    Noted before = null;
    for (String name : agreement.leaders()) {
      Office office = offices[Members.leader(name)];
      lastOffice = Math.max(lastOffice, office.line);
      majority = earlier(majority, office.majority);
      if (office.line > faultLine) {
        elected = later(elected, office.micros);
        before = before == null ? begunBefore(office) : before;
      }
    }
    Agreement first = firstLasting(lastOffice);
    int until = Math.max(first.line(), faultLine);
    Set<String> names = names(rounds, until);
    if (before != null) {
      names.add(before.what());
    }
    return new Figures(
        true,
        agreement.leaders(),
        before != null ? OptionalLong.of(0) : detected(until),
        after(elected),
        after(majority),
        after(OptionalLong.of(Math.max(first.micros(), faultMicros))),
        sum(leaderless, agreement.micros()),
        sum(twoLeaders, settledMicros),
        newLeaders(settledMicros),
        names.size(),
        (int) count(messages, until),
        later(messages, until),
        later(rounds, until),
        settledMicros);
  }

  private Figures unsettled() {
    return new Figures(
        false,
        new TreeSet<>(),
        detected(Integer.MAX_VALUE),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        sum(leaderless, Long.MAX_VALUE),
        sum(twoLeaders, Long.MAX_VALUE),
        newLeaders(Long.MAX_VALUE),
        names(rounds, Integer.MAX_VALUE).size(),
        (int) count(messages, Integer.MAX_VALUE),
        0,
        0,
        Long.MAX_VALUE);
  }

  /** The round in which a leader was elected, if that had begun before the fault. */
  private Noted begunBefore(Office office) {
    if (!office.round.isEmpty()) {
      return office.roundLine <= faultLine ? new Noted(office.roundLine, 0, office.round) : null;
    }
    Noted last = null;
    if (!campaigningAtFault) {
      return null;
    }
    for (Noted round : rounds) {
      if (round.line() > faultLine && round.line() < office.line) {
        return null;
      }
      if (round.line() <= faultLine) {
        last = round;
      }
    }
    return last;
  }

  private Agreement firstLasting(int lastOffice) {
    return lasting.stream()
        .filter(it -> it.line() >= lastOffice && it.leaders().equals(agreement.leaders()))
        .findFirst()
        .orElse(agreement);
  }

  private Set<String> names(List<Noted> noted, int until) {
    Set<String> names = new HashSet<>();
    for (Noted it : noted) {
      if (it.line() > faultLine && it.line() <= until) {
        names.add(it.what());
      }
    }
    return names;
  }

  private long count(List<Noted> noted, int until) {
    return noted.stream().filter(it -> it.line() > faultLine && it.line() <= until).count();
  }

  /**
   * How many of these came after the cluster converged, until it had settled. What comes at the
   * very moment at which it had agreed for long enough comes too late. If no time had to pass, all
   * of that moment counts.
   */
  private int later(List<Noted> noted, int converged) {
    long last = Math.max(agreement.micros(), Math.max(lastFaultMicros, question.doneMicros()));
    long end = Math.max(settledMicros - Tolerance.MICROS, last + Tolerance.MICROS);
    return (int) noted.stream().filter(it -> it.line() > converged && it.micros() < end).count();
  }

  private OptionalLong detected(int until) {
    return rounds.stream()
        .filter(it -> it.line() > faultLine && it.line() <= until)
        .mapToLong(it -> it.micros() - faultMicros)
        .findFirst();
  }

  private int newLeaders(long end) {
    return (int)
        comings.stream()
            .filter(it -> it.line() > faultLine && it.micros() - Tolerance.MICROS <= end)
            .count();
  }

  private static long sum(List<Span> spans, long end) {
    return spans.stream()
        .mapToLong(span -> Math.max(0, Math.min(span.to(), end) - span.from()))
        .sum();
  }

  private OptionalLong after(OptionalLong moment) {
    return moment.isPresent() ? OptionalLong.of(moment.getAsLong() - faultMicros) : moment;
  }

  private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
    return one.isEmpty() || other.isPresent() && other.getAsLong() < one.getAsLong() ? other : one;
  }

  private static OptionalLong later(OptionalLong one, long other) {
    return OptionalLong.of(one.isPresent() ? Math.max(one.getAsLong(), other) : other);
  }
}
