package quorate.testkit;

import java.util.List;

/** What an author uses instead of what pure code must not touch. */
final class Remedies {

  /** Words of a fault, and what to do about it; the first that fits counts. */
  private record Remedy(List<String> words, String advice) {}

  private static final List<Remedy> ALL =
      List.of(
          new Remedy(
              List.of("where no arrow leads"),
              "use java.*, quorate.spi and classes of the algorithm's own package only"),
          new Remedy(
              List.of("is static and can change"),
              "make it a field of the node, or final and of a type that cannot change; what must"
                  + " survive a crash goes into out.persist(...)"),
          new Remedy(
              List.of("holds effects"), "use the Effects that each call passes, and keep none"),
          new Remedy(
              List.of("nanoTime", "currentTimeMillis", "java.time.", "java.util.Date", "Calendar"),
              "a node has no clock; let time pass with out.setTimer(timer, range), and see in"
                  + " onTimer that it has"),
          new Remedy(
              List.of("andom", "shuffle", "UUID", "java.security."),
              "a node has no chance of its own; give out.setTimer a TimeRange, and the driver draws"
                  + " from it"),
          new Remedy(
              List.of("java.util.Timer", "Thread", "java.util.concurrent.", "parallel"),
              "a node is called by one thread and starts none; set a timer with out.setTimer(timer,"
                  + " range)"),
          new Remedy(
              List.of("java.io.", "java.nio.", "java.net.", "ogg", "Process", "Runtime"),
              "a node touches no file, socket or screen: out.persist saves, out.send sends,"
                  + " out.explain says why"),
          new Remedy(
              List.of("getProperty", "getenv", "ServiceLoader"),
              "what a person chooses is an option: list it in options(), read it with"
                  + " setup.option(...)"),
          new Remedy(
              List.of("identityHashCode"), "it differs from run to run; compare NodeIds instead"),
          new Remedy(
              List.of("java.util."),
              "its order differs from run to run; take TreeMap, TreeSet, EnumMap or LinkedHashMap"));

  private Remedies() {}

  static String of(String fault) {
    return ALL.stream()
        .filter(remedy -> remedy.words().stream().anyMatch(fault::contains))
        .findFirst()
        .map(Remedy::advice)
        .orElse("leave it out");
  }
}
