package quorate.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import quorate.course.ChoicePrediction;
import quorate.course.FactPath;
import quorate.course.NumberPrediction;
import quorate.course.Prediction;
import quorate.course.Step;
import quorate.experiments.ObservedCluster;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.session.Session;
import quorate.spi.NodeId;

/**
 * A record of a learner's run, kept beside the course's own: the answers since the present task
 * began, and who leads which cluster. What is not in it cannot be checked by it.
 */
final class WhatHappened {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  /** What the course sums up from a trace, and this record has not. */
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "clusters\\b(?!.*answers).*@\\.(new_leaders|faults|leaderships|refusals|transcript|since_fault_ms"
              + "|rounds|messages|epoch|served|two_leaders_ms|times_two_leaders|leaderless_ms"
              + "|violations)|violations");

  private final Session session;
  private final List<ObjectNode> answers = new ArrayList<>();

  /** Nothing has happened yet. */
  WhatHappened(Session session) {
    this.session = session;
  }

  /** A task begins. */
  void begin() {
    answers.clear();
  }

  /** A command was answered. A stopped cluster is forgotten, and what was said of it. */
  void answered(JsonNode answer) {
    answers.add(answer.deepCopy());
    Set<String> running = new TreeSet<>();
    session.all().forEach(it -> running.add(it.spec().name()));
    answers.forEach(
        it -> {
          for (String list : List.of("results", "clusters")) {
            if (it.path(list) instanceof ArrayNode items) {
              items.removeIf(item -> !running.contains(item.path("cluster").asText()));
            }
          }
        });
  }

  /**
   * Checks that nobody is told of an outcome that was another one. A verdict that names clusters is
   * about these; one that names none is about every cluster that shows an outcome.
   *
   * @return how many clusters it was checked by
   */
  int check(Prediction prediction, JsonNode verdict, Supplier<String> script) {
    if (!verdict.get("right").isBoolean()) {
      return 0;
    }
    Set<String> named = new LinkedHashSet<>();
    verdict.get("clusters").forEach(it -> named.add(it.asText()));
    int checked = 0;
    for (ObservedCluster cluster : session.all()) {
      String name = cluster.spec().name();
      if (named.isEmpty() || named.contains(name)) {
        Optional<Set<String>> seen = seen(prediction, about(withoutTwinsOf(cluster)));
        if (seen.isPresent() && !seen.get().isEmpty()) {
          checked++;
          if (!seen.get().contains(verdict.get("seen").asText())) {
            throw new AssertionError(
                name
                    + " shows "
                    + seen.get()
                    + ", and said was "
                    + verdict
                    + " after\n"
                    + script.get());
          }
        }
      }
    }
    return checked;
  }

  /** All outcomes that a cluster's record bears out, in words; empty if it cannot tell. */
  private static Optional<Set<String>> seen(Prediction prediction, JsonNode facts) {
    Set<String> seen = new LinkedHashSet<>();
    if (prediction instanceof ChoicePrediction choice) {
      if (choice.choices().values().stream().anyMatch(WhatHappened::isUnknown)) {
        return Optional.empty();
      }
      choice.seen(facts).forEach(letter -> seen.add(choice.inWords(letter)));
    } else if (prediction instanceof NumberPrediction number) {
      if (isUnknown(number.number())) {
        return Optional.empty();
      }
      number.judge("0", facts).ifPresent(it -> seen.add(it.seen()));
    }
    return Optional.of(seen);
  }

  private static boolean isUnknown(FactPath path) {
    return UNKNOWN.matcher(path.toString()).find();
  }

  /**
   * Checks that a part of a text that is true of some runs only is said after no other run.
   *
   * @return how many were checked
   */
  int checkClaims(Step step, String said, Supplier<String> script) {
    int checked = 0;
    for (Step.Claim claim : step.claims()) {
      if (plain(said).contains(plain(claim.text()))
          && claim.seen().stream().noneMatch(WhatHappened::isUnknown)) {
        checked++;
        JsonNode all = about(session.all());
        if (!claim.seen().stream().allMatch(path -> path.matches(all))) {
          throw new AssertionError("not so: " + claim.text() + " after\n" + script.get());
        }
      }
    }
    return checked;
  }

  private static String plain(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }

  /** A cluster, and those of other algorithms. */
  private List<ObservedCluster> withoutTwinsOf(ObservedCluster cluster) {
    return session.all().stream()
        .filter(it -> it == cluster || !it.spec().algorithm().equals(cluster.spec().algorithm()))
        .toList();
  }

  private JsonNode about(List<ObservedCluster> clusters) {
    Set<String> names = new TreeSet<>();
    clusters.forEach(it -> names.add(it.spec().name()));
    ObjectNode facts = MAKE.objectNode();
    ArrayNode some = facts.putArray("answers");
    for (ObjectNode answer : answers) {
      ObjectNode copy = answer.deepCopy();
      for (String list : List.of("results", "clusters")) {
        if (copy.path(list) instanceof ArrayNode items) {
          items.removeIf(item -> !names.contains(item.path("cluster").asText()));
        }
      }
      some.add(copy);
    }
    facts.set("answer", some.isEmpty() ? MAKE.nullNode() : some.get(some.size() - 1));
    ArrayNode states = facts.putArray("clusters");
    clusters.forEach(it -> states.add(state(it)));
    return facts;
  }

  private static ObjectNode state(ObservedCluster cluster) {
    return cluster.call(
        now -> {
          ObjectNode json = MAKE.objectNode().put("cluster", cluster.spec().name());
          json.put("algorithm", cluster.spec().algorithm().name());
          json.put("size", cluster.spec().size()).put("running", true);
          ObjectNode options = json.putObject("options");
          cluster.spec().options().forEach(options::put);
          Optional<NodeId> leader = now.state().agreement().flatMap(Agreement::leader);
          json.set(
              "leader",
              leader.<JsonNode>map(it -> MAKE.numberNode(it.value())).orElse(MAKE.nullNode()));
          ArrayNode leaders = json.putArray("leaders");
          now.state().believers().forEach(it -> leaders.add(it.value()));
          ArrayNode nodes = json.putArray("nodes");
          long[] down = new long[1];
          now.state()
              .nodes()
              .forEach(
                  (node, is) -> {
                    down[0] += is.up() ? 0 : 1;
                    nodes
                        .addObject()
                        .put("id", node.value())
                        .put("state", !is.up() ? "crashed" : is.paused() ? "paused" : "up");
                  });
          json.put("down", down[0]);
          ArrayNode cut = json.putArray("links_down");
          now.state().cut().forEach(it -> cut.add(it.toString()));
          return json;
        });
  }
}
