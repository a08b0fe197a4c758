package quorate.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import quorate.course.Chapter;
import quorate.course.ChoicePrediction;
import quorate.course.Prediction;
import quorate.course.Step;

/** Somebody who does an exercise at the prompt; sees what a program sees. */
final class Learner implements AutoCloseable {

  private final Chapter chapter;
  private final String options;
  private final Typed prompt = Typed.json();
  private JsonNode told;
  private boolean reached;
  private boolean toldOfDetour;
  private JsonNode compared = JsonNodeFactory.instance.arrayNode();
  private int predicted;
  private final StringBuilder heard = new StringBuilder();

  Learner(Chapter chapter) {
    this(chapter, "");
  }

  /** Somebody who opens it with options. */
  Learner(Chapter chapter, String options) {
    this.chapter = chapter;
    this.options = options;
  }

  /** What the course said last. */
  JsonNode told() {
    return told;
  }

  /** All that the course has said. */
  String heard() {
    return heard.toString();
  }

  /** Whether the last commands reached a goal. */
  boolean reached() {
    return reached;
  }

  /** Whether the last commands were answered with a remark of the chapter. */
  boolean wasToldOfDetour() {
    return toldOfDetour;
  }

  /** What was predicted of the last goal, beside what was seen. */
  JsonNode compared() {
    return compared;
  }

  JsonNode begin() {
    types("exercise " + chapter.number() + options);
    return told;
  }

  /** The step whose task is next. */
  Step step() {
    return chapter.steps().stream()
        .filter(step -> step.task().isPresent())
        .skip(tasksDone())
        .findFirst()
        .orElseThrow();
  }

  private int tasksDone() {
    return told.get("tasks_done").asInt();
  }

  /** Types commands, line by line, and goes on after those that fail. */
  void types(String commands) {
    reached = false;
    toldOfDetour = false;
    try {
      List<JsonNode> answers = new ArrayList<>();
      for (String line : commands.lines().toList()) {
        answers.addAll(prompt.answers(line));
      }
      answers.forEach(answer -> hear(answer.get("exercise")));
      if (answers.stream().noneMatch(answer -> answer.get("ok").asBoolean())) {
        throw new AssertionError("nothing of that could be done: " + answers);
      }
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(wrong);
    }
  }

  private void hear(JsonNode remark) {
    if (remark == null) {
      return;
    }
    told = remark;
    heard.append(remark.get("said").asText()).append('\n');
    toldOfDetour |= remark.get("said").asText().startsWith("Not there yet.");
    if (remark.path("reached").asBoolean()) {
      reached = true;
      compared = remark.get("compared");
    }
  }

  /** Types a command that fails, and returns the error. */
  String error(String command) {
    try {
      return prompt.answer(command).get("error").asText();
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** Reads on as far as there is something that is only read. */
  void reads() {
    try {
      for (JsonNode answer = prompt.answer("next");
          answer.get("ok").asBoolean();
          answer = prompt.answer("next")) {
        hear(answer.get("exercise"));
      }
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(wrong);
    }
  }

  void predictsSomething() {
    Prediction prediction = step().prediction().orElseThrow();
    types(prediction instanceof ChoicePrediction choice ? choice.choices().firstKey() : "1");
    predicted++;
  }

  /** Predicts anything but what was seen, in the words of the course. */
  void predictsWrongly(List<String> seen) {
    String right = seen.get(predicted++);
    Prediction prediction = step().prediction().orElseThrow();
    if (prediction instanceof ChoicePrediction choice) {
      List<String> letters = new ArrayList<>(choice.choices().keySet());
      letters.remove(right);
      types(letters.get(0));
    } else {
      types("predict " + (Math.round(Double.parseDouble(right)) * 3 + 17));
    }
  }

  /** Types the solution of the goal that is next. */
  void solves() {
    types(String.join("\n", step().solution()));
  }

  /** Asks for hints until it has the solution, which it returns. */
  List<String> takesAllHints() {
    for (int i = 0; i <= step().hints().size(); i++) {
      types("hint");
    }
    List<String> lines = told.get("said").asText().lines().toList();
    List<String> solution = lines.subList(1, lines.size()).stream().map(String::strip).toList();
    if (!lines.get(0).equals("This leads there:") || !solution.equals(step().solution())) {
      throw new AssertionError("the last hint is not the solution: " + lines);
    }
    return solution;
  }

  /**
   * Does the whole exercise with its solutions, and reads it to the end.
   *
   * @param predictions by number, from 0 on, what to predict; empty for whatever there is
   * @param before what to type at each goal first, which must not reach it; may be empty
   * @return what was seen of each, as one would predict it
   */
  List<String> playsThrough(IntFunction<String> predictions, String before) {
    List<String> seen = new ArrayList<>();
    begin();
    while (!told.get("done").asBoolean()) {
      reads();
      if (told.get("awaits").asText().equals("prediction")) {
        String prediction = predictions.apply(predicted);
        if (prediction.isEmpty()) {
          predictsSomething();
        } else {
          types(prediction);
          predicted++;
        }
      } else {
        String goal = step().heading();
        if (!before.isEmpty()) {
          types(before);
          if (reached) {
            throw new AssertionError("looking alone reaches the goal of " + goal);
          }
        }
        solves();
        if (!reached) {
          throw new AssertionError("the solution does not reach the goal of " + goal);
        }
        compared.forEach(it -> seen.add(it.get("seen").asText().split(" ")[0]));
      }
    }
    reads();
    return seen;
  }

  /** What the exit status of a script would be about. */
  List<String> unfinished() {
    return prompt.interpreter().guide().unfinished();
  }

  @Override
  public void close() {
    prompt.close();
  }
}
