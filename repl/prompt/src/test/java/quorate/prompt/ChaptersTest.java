package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import quorate.course.Chapter;
import quorate.course.ChoicePrediction;
import quorate.course.Course;
import quorate.course.Goal;
import quorate.course.Step;

/**
 * Every chapter of the course keeps what the course promises of it. Chapters are played side by
 * side: each learner has a prompt of their own.
 */
@Isolated("tests over TCP need the machine for themselves")
@Execution(ExecutionMode.CONCURRENT)
class ChaptersTest {

  private static final Course COURSE = Course.load();
  private static final List<String> SECTIONS =
      List.of("Predict", "Run", "Notice", "Explain", "Break it", "Go further");

  /** Where a picture says more than a text. */
  private static final Set<Integer> HAVE_TIMELINES = Set.of(1, 4, 8, 9, 12, 13, 17, 25);

  private static final int LINES_OF_A_TIMELINE = 20;

  private static final int HINTS_AT_LEAST = 2;

  /** Of 80 columns: the number of the step and a cluster need the rest. */
  private static final int FITS_A_STATUS_LINE = 36;

  /** None of these may be lost when chapters are rewritten. */
  private static final List<String> WHAT_LEARNERS_GET_WRONG =
      List.of(
          "majorities mean there can never be two leaders",
          "split brain is impossible in Raft, disk or no disk",
          "a majority of the live nodes is enough",
          "odd sizes are required",
          "two nodes are safer than one",
          "the highest id (or longest log) always leads",
          "a split vote can go on for ever",
          "random message delay is enough",
          "shorter timeouts always fail over faster",
          "safety depends on timeouts",
          "a candidate waits for all votes",
          "any RequestVote resets my timer",
          "\"already voted\" refuses even the same candidate",
          "a rejoining node harms nobody",
          "PreVote cures partitions",
          "CheckQuorum is PreVote",
          "Bully is fine, it is simpler",
          "Bully costs n^2",
          "Paxos elects the proposer",
          "livelock means unsafe",
          "chosen = learned = announced",
          "a leader that hears nothing knows it is deposed");

  /** A test a chapter. */
  private static Stream<DynamicTest> each(Check check) {
    return COURSE.chapters().stream()
        .map(it -> DynamicTest.dynamicTest(it.number() + ". " + it.title(), () -> check.of(it)));
  }

  private interface Check {
    void of(Chapter chapter) throws Exception;
  }

  @Test
  void the_course_has_all_chapters_in_the_order_of_their_numbers() throws IOException {
    List<String> files;
    try (Stream<Path> pages = Files.list(Page.ROOT.resolve("docs/exercises"))) {
      files =
          pages
              .map(it -> it.getFileName().toString().replace(".md", ""))
              .filter(it -> !it.equals("README"))
              .sorted()
              .toList();
    }
    assertThat(COURSE.chapters()).extracting(Chapter::id).isEqualTo(files);
    for (int i = 0; i < COURSE.chapters().size(); i++) {
      Chapter chapter = COURSE.chapters().get(i);
      assertThat(chapter.number()).isEqualTo(i + 1);
      assertThat(chapter.id()).startsWith(String.format("%02d-", i + 1));
    }
  }

  /** What was typed, names of runs, and transcripts have fixed forms; what is said has none. */
  @Test
  void no_path_of_a_chapter_matches_a_sentence() throws IOException {
    Set<String> matched = new TreeSet<>();
    for (Chapter chapter : COURSE.chapters()) {
      Path page = Page.ROOT.resolve("docs/exercises/" + chapter.id() + ".md");
      Matcher path =
          Pattern.compile("@[\\w.\\[\\]-]*?(\\w*)(\\[-?\\d\\])? =~")
              .matcher(Files.readString(page));
      while (path.find()) {
        matched.add(path.group(1));
      }
    }
    assertThat(matched)
        .contains("transcript")
        .isSubsetOf(
            Set.of(
                "", // an item of faults
                "again",
                "command",
                "election",
                "fault",
                "faults",
                "latency",
                "logs",
                "replay",
                "setting",
                "transcript"));
  }

  @TestFactory
  Stream<DynamicTest> a_chapter_predicts_runs_notices_explains_breaks_and_goes_further() {
    return each(
        chapter -> {
          Set<String> headings = new LinkedHashSet<>();
          chapter.steps().forEach(step -> headings.add(step.heading()));
          headings.remove("");
          assertThat(headings).containsExactlyElementsOf(SECTIONS);
          assertThat(chapter.minutes()).isBetween(5, 15);
          assertThat(chapter.steps().stream().flatMap(it -> it.prediction().stream()))
              .as("predictions")
              .isNotEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> a_goal_has_hints_a_solution_and_a_way_that_leads_astray() {
    return each(
        chapter -> {
          List<String> astray = new ArrayList<>();
          for (Step step : goals(chapter)) {
            assertThat(step.goal().orElseThrow().brief())
                .as(step.heading() + ", in short")
                .hasSizeBetween(1, FITS_A_STATUS_LINE);
            assertThat(step.hints()).as(step.heading()).hasSizeGreaterThanOrEqualTo(HINTS_AT_LEAST);
            assertThat(step.solution()).as(step.heading()).isNotEmpty();
            astray.addAll(step.goal().orElseThrow().astray());
          }
          assertThat(astray).as("detours").isNotEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> a_timeline_of_a_page_is_small() {
    return each(
        chapter -> {
          String page =
              Files.readString(Page.ROOT.resolve("docs/exercises/" + chapter.id() + ".md"));
          Matcher picture =
              Pattern.compile("quorate> timeline.*\\n((?:(?!quorate> |```).*\\n)*)").matcher(page);
          assertThat(picture.find()).isEqualTo(HAVE_TIMELINES.contains(chapter.number()));
          for (picture.reset(); picture.find(); ) {
            assertThat(picture.group(1).lines().count()).isLessThanOrEqualTo(LINES_OF_A_TIMELINE);
          }
        });
  }

  private static List<Step> goals(Chapter chapter) {
    return chapter.steps().stream().filter(step -> step.goal().isPresent()).toList();
  }

  /** What learners get wrong, as the first page of the course lists it, and where it is settled. */
  private static Map<String, Set<String>> misconceptions() throws IOException {
    String page = Files.readString(Page.ROOT.resolve("docs/exercises/README.md"));
    String table = page.substring(page.indexOf("## What learners get wrong"));
    Map<String, Set<String>> settled = new TreeMap<>();
    Matcher row = Pattern.compile("(?m)^\\| ([^|]+) \\| (\\[.*) \\|$").matcher(table);
    while (row.find()) {
      Set<String> chapters = new TreeSet<>();
      Matcher link = Pattern.compile("\\((\\d\\d-[a-z0-9-]+)\\.md\\)").matcher(row.group(2));
      while (link.find()) {
        chapters.add(link.group(1));
      }
      settled.put(row.group(1).strip(), chapters);
    }
    return settled;
  }

  @Test
  void each_misconception_is_settled_by_a_task_of_the_chapters_that_the_table_names()
      throws IOException {
    Map<String, Set<String>> byTask = new TreeMap<>();
    for (Chapter chapter : COURSE.chapters()) {
      chapter.steps().stream()
          .flatMap(step -> step.task().stream())
          .flatMap(task -> task.settles().stream())
          .forEach(it -> byTask.computeIfAbsent(it, none -> new TreeSet<>()).add(chapter.id()));
    }
    assertThat(byTask.keySet()).containsAll(WHAT_LEARNERS_GET_WRONG);
    assertThat(misconceptions()).isEqualTo(byTask);
  }

  /** All that the course said to somebody who did what the page does, by the chapter's id. */
  private static final Map<String, String> HEARD = new ConcurrentHashMap<>();

  /** What was seen of each prediction of a chapter, as one would predict it, by its id. */
  private static final Map<String, List<String>> SEEN = new ConcurrentHashMap<>();

  /**
   * Plays a chapter with its solutions, once for all tests. At each goal a learner looks around
   * first, and is not there.
   */
  private static List<String> seen(Chapter chapter) {
    return SEEN.computeIfAbsent(
        chapter.id(),
        any -> {
          try (Learner learner = new Learner(chapter)) {
            List<String> all =
                learner.playsThrough(
                    none -> "", "status; net; counts; help; set; algorithms; trace");
            HEARD.put(chapter.id(), letters(learner.heard()));
            return all;
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> looking_reaches_no_goal_and_the_solution_does() {
    return each(chapter -> assertThat(seen(chapter)).hasSize(predictions(chapter)));
  }

  @TestFactory
  Stream<DynamicTest> the_run_of_a_page_bears_out_what_the_page_says_of_it() {
    return each(
        chapter -> {
          seen(chapter);
          for (Step step : chapter.steps()) {
            for (Step.Claim claim : step.claims()) {
              assertThat(HEARD.get(chapter.id())).contains(letters(claim.text()));
              assertThat(HEARD.get(chapter.id())).doesNotContain(letters(claim.otherwise()));
            }
          }
        });
  }

  private static String letters(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]", "");
  }

  @TestFactory
  Stream<DynamicTest> whoever_predicts_what_is_seen_is_told_that_it_was_right() {
    return each(
        chapter -> {
          List<String> seen = seen(chapter);
          try (Learner learner = new Learner(chapter)) {
            learner.playsThrough(seen::get, "");
            assertThat(learner.told().get("right").asInt()).isEqualTo(seen.size());
            assertThat(learner.told().get("skipped").asInt()).isZero();
            assertThat(learner.unfinished()).isEmpty();
          }
        });
  }

  private static int predictions(Chapter chapter) {
    return (int) chapter.steps().stream().filter(it -> it.prediction().isPresent()).count();
  }

  @TestFactory
  Stream<DynamicTest> whoever_predicts_wrongly_and_goes_astray_is_told_and_gets_there_by_hints() {
    return each(
        chapter -> {
          List<String> seen = seen(chapter);
          try (Learner learner = new Learner(chapter)) {
            int compared = 0;
            for (JsonNode told = learner.begin(); !told.get("done").asBoolean(); ) {
              if (told.get("awaits").asText().equals("prediction")) {
                assertThat(learner.error("predict zzz")).contains("zzz");
                learner.predictsWrongly(seen);
              } else {
                goAstray(learner);
                assertThat(learner.takesAllHints()).isNotEmpty();
                learner.solves();
                assertThat(learner.reached()).as("with hints: " + told.get("step")).isTrue();
                for (JsonNode verdict : learner.compared()) {
                  assertThat(verdict.get("right").asBoolean()).as(verdict.toString()).isFalse();
                  compared++;
                }
              }
              told = learner.told();
            }
            assertThat(compared).isEqualTo(seen.size());
            assertThat(learner.told().get("right").asInt()).isZero();
          }
        });
  }

  private static void goAstray(Learner learner) {
    assertThat(learner.error("crash 99 now")).isNotEmpty();
    Goal goal = learner.step().goal().orElseThrow();
    for (String astray : goal.astray()) {
      learner.types(astray.replace("; ", "\n")); // a line each, as one types while looking
      assertThat(learner.reached()).as("the detour " + astray).isFalse();
    }
    if (!goal.detours().isEmpty() && !goal.astray().isEmpty()) {
      assertThat(learner.wasToldOfDetour()).as("remarks on " + goal.astray()).isTrue();
    }
  }

  @TestFactory
  Stream<DynamicTest> the_remark_on_a_wrong_choice_is_for_each_choice_that_can_be_wrong() {
    return each(
        chapter -> {
          for (Step step : chapter.steps()) {
            if (step.prediction().orElse(null) instanceof ChoicePrediction choice) {
              // one of them is what the run shows, and needs no remark
              assertThat(choice.ifChosen().size())
                  .as(choice.texts().toString())
                  .isGreaterThanOrEqualTo(choice.choices().size() - 1);
            }
          }
        });
  }
}
