package quorate.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import quorate.course.Chapter;
import quorate.course.ChoicePrediction;
import quorate.course.Goal;
import quorate.course.Prediction;
import quorate.course.Step;

/**
 * Somebody who does an exercise as the page says, and something else besides: starts more clusters,
 * changes settings, does a fault too many, stops everything, goes back and forth. What the course
 * says meanwhile is checked against a record of its own.
 */
final class Mischief implements AutoCloseable {

  /** After so many attempts at a goal it is passed over. */
  private static final int ATTEMPTS = 2;

  /** What is typed to no good purpose. */
  private static final List<String> PRANKS =
      List.of(
          "start raft 5",
          "start raft 3",
          "start bully 5",
          "start paxos 5 --name second",
          "set latency 1..50ms",
          "set persist 5ms",
          "set loss 10%",
          "set election 300..600ms",
          "set seed 7",
          "set seed 3",
          "set follow off",
          "set follow on",
          "set runtime sim",
          "crash leader",
          "crash 2",
          "crash random",
          "restart all",
          "pause follower for 300ms",
          "partition 1,2",
          "heal",
          "stop all",
          "status",
          "why leader",
          "hint",
          "exercise",
          "next",
          "back",
          "a",
          "b",
          "7");

  private final Chapter chapter;
  private final Random chance;
  private final boolean patient;
  private final Typed prompt = Typed.json();
  private final WhatHappened record;
  private final List<String> typed = new ArrayList<>();
  private JsonNode told;
  private int judged;
  private int claims;

  /**
   * Somebody who is up to something.
   *
   * @param patient whether to do the runs that take long as well
   */
  Mischief(Chapter chapter, long seed, boolean patient) {
    this.chapter = chapter;
    this.chance = new Random(seed);
    this.patient = patient;
    this.record = new WhatHappened(prompt.session());
  }

  /** How many verdicts were checked. */
  int judged() {
    return judged;
  }

  /** How many parts of texts that are true of some runs only were checked. */
  int claims() {
    return claims;
  }

  /** Everything that was typed, to be typed again. */
  String script() {
    return String.join("\n", typed);
  }

  /** Plays the chapter; fails as soon as the course says what is not so. */
  void plays() {
    types("exercise " + chapter.number());
    Map<Integer, Integer> attempts = new TreeMap<>();
    while (!told.get("done").asBoolean()) {
      int task = told.get("tasks_done").asInt();
      Step step = step();
      boolean tired = attempts.merge(task, 1, Integer::sum) > ATTEMPTS;
      if (tired || step.goal().isPresent() && !patient && takesLong(step)) {
        types("skip");
      } else {
        prank();
        if (awaits("prediction")) {
          predicts();
        } else if (awaits("goal")) {
          solves();
        }
      }
    }
  }

  /** Many trials, or a livelock of some minutes of virtual time. */
  private static boolean takesLong(Step step) {
    return step.solution().stream()
        .anyMatch(it -> it.matches("(sweep|compare|experiment)\\b.*|.*backoff=off.*"));
  }

  private boolean awaits(String what) {
    return told.get("awaits").asText().equals(what);
  }

  private void prank() {
    for (int i = chance.nextInt(3); i > 0 && !told.get("done").asBoolean(); i--) {
      types(PRANKS.get(chance.nextInt(PRANKS.size())));
    }
    if (!told.get("done").asBoolean() && chance.nextInt(2) == 0) {
      twin().ifPresent(this::types);
    }
  }

  /** A cluster like the one that the next run of the page starts, with other chances. */
  private Optional<String> twin() {
    return chapter.steps().stream()
        .filter(it -> it.task().isPresent())
        .skip(told.get("tasks_done").asInt())
        .flatMap(it -> it.solution().stream())
        .flatMap(line -> Stream.of(line.split(";")))
        .map(String::strip)
        .filter(it -> it.startsWith("start ") && !it.contains("backoff=off"))
        .findFirst()
        .map(it -> it.replaceAll(" --name \\S+", "") + " --seed " + (2 + chance.nextInt(20)));
  }

  private void predicts() {
    Prediction prediction = step().prediction().orElseThrow();
    if (prediction instanceof ChoicePrediction choice) {
      List<String> letters = List.copyOf(choice.choices().keySet());
      types(letters.get(chance.nextInt(letters.size())));
    } else {
      types("predict " + (1 + chance.nextInt(20)));
    }
  }

  private void solves() {
    int goal = told.get("tasks_done").asInt();
    for (String line : step().solution()) {
      for (String command : line.split(";")) {
        if (told.get("tasks_done").asInt() == goal) {
          types(command.strip());
        }
      }
    }
  }

  private Step step() {
    return chapter.steps().stream()
        .filter(it -> it.task().isPresent())
        .skip(told.get("tasks_done").asInt())
        .findFirst()
        .orElseThrow();
  }

  private void types(String command) {
    Optional<Goal> goal =
        told == null || told.get("done").asBoolean() ? Optional.empty() : step().goal();
    int before = goal.isPresent() ? told.get("tasks_done").asInt() : -1;
    typed.add(command);
    JsonNode answer;
    try {
      answer = prompt.answer(command);
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(wrong);
    }
    if (answer.path("error").asText().contains("should not have happened")) {
      throw new AssertionError(answer.get("error").asText() + " after\n" + script());
    }
    JsonNode said = answer.get("exercise");
    if (said == null) {
      return;
    }
    told = said;
    if (goal.isPresent()) {
      record.answered(answer);
    }
    if (said.path("reached").asBoolean()) {
      checks(said, before);
    }
    if (told.get("tasks_done").asInt() != before) {
      record.begin();
    }
  }

  /** The tasks between the goal before and this one are what was predicted of it. */
  private void checks(JsonNode said, int goal) {
    List<Step> tasks = chapter.steps().stream().filter(it -> it.task().isPresent()).toList();
    int first = goal;
    while (first > 0 && tasks.get(first - 1).prediction().isPresent()) {
      first--;
    }
    JsonNode compared = said.get("compared");
    if (compared.size() == goal - first) { // or some were passed over
      for (int i = 0; i < compared.size(); i++) {
        Prediction prediction = tasks.get(first + i).prediction().orElseThrow();
        judged += record.check(prediction, compared.get(i), this::script);
      }
    }
    int after = chapter.steps().indexOf(tasks.get(goal)) + 1;
    if (after < chapter.steps().size()) {
      Step shown = chapter.steps().get(after);
      claims += record.checkClaims(shown, said.get("said").asText(), this::script);
    }
  }

  @Override
  public void close() {
    prompt.close();
  }
}
