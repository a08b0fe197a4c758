package quorate.course;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import quorate.course.Bookmark.Typed;
import quorate.course.Lesson.Judged;
import quorate.course.Lesson.NotYet;
import quorate.course.Lesson.Noted;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.UserError;
import quorate.report.Display;
import quorate.report.Json;
import quorate.session.Answer;
import quorate.session.Session;
import quorate.session.Settings;

/**
 * The course at the prompt: one lesson at a time, in settings of its own, with clusters that are
 * gone when it is left. Used by the session's thread.
 */
public final class Lessons {

  private final Session session;
  private final Function<Statement, Answer> commands;
  private final Bookmarks bookmarks;
  private final Facts facts;
  private final LessonText texts;
  private final Map<String, String> unfinished = new TreeMap<>();
  private Course course;
  private Optional<Lesson> open = Optional.empty();
  private Settings usual;

  /**
   * No lesson is open yet.
   *
   * @param display what its texts are shown on
   * @param commands runs what was typed another day again
   */
  public Lessons(
      Session session, Display display, Function<Statement, Answer> commands, Bookmarks bookmarks) {
    this.session = session;
    this.commands = commands;
    this.bookmarks = bookmarks;
    this.facts = new Facts(session);
    this.texts = new LessonText(display);
  }

  /** All chapters. */
  public Course course() {
    if (course == null) {
      course = Course.load();
    }
    return course;
  }

  /** The line that asks for the next input while a lesson is open. */
  public Optional<String> prompt() {
    return open.map(LessonText::prompt);
  }

  /** Whether a lesson is open and there is more to read before anything is to be done. */
  public boolean awaitsReader() {
    return open.filter(Lesson::awaitsReader).isPresent();
  }

  /** Whether a lesson is open and something is still to be done in it. */
  public boolean awaitsLearner() {
    return open.filter(it -> !it.done() && !it.awaitsReader()).isPresent();
  }

  /** Whether a text can stand in place of a prediction whose outcome is not known yet. */
  public boolean corrects(String text) {
    return open.filter(it -> it.corrects(text)).isPresent();
  }

  /** Whether a prediction is what is to come next. */
  public boolean awaitsPrediction() {
    return open.flatMap(Lesson::prediction).isPresent();
  }

  /**
   * The exercises that were begun in this session and are not finished, each with what it lacks.
   */
  public List<String> unfinished() {
    return List.copyOf(unfinished.values());
  }

  /** All chapters, and how far the learner has come. */
  public ExercisesView list() {
    return new ExercisesView(
        course().chapters().stream()
            .map(it -> new ExercisesView.Place(it, bookmarks.in(it)))
            .toList());
  }

  /**
   * Opens a lesson, where it was left, and closes the one that was open.
   *
   * @param wanted the number of a chapter, or the path of one's own
   * @param overTcp whether to play it over TCP
   * @param again whether to start over
   * @throws UserError if there is no such chapter, it cannot be played so, or clusters run
   */
  public Remark open(String wanted, boolean overTcp, boolean again) {
    Chapter chapter = course().find(wanted);
    if (overTcp && !chapter.overTcp()) {
      throw new UserError(
          "exercise " + chapter.number() + " needs virtual time; type: exercise " + wanted);
    }
    close();
    if (!session.all().isEmpty()) {
      throw new UserError("an exercise begins without clusters; type: stop all");
    }
    Optional<Bookmark> left =
        bookmarks
            .in(chapter)
            .filter(it -> !again && !it.done() && it.overTcp() == overTcp && it.at() > 0);
    usual = session.use(Settings.ofCourse(overTcp));
    Lesson lesson =
        left.map(it -> new Lesson(chapter, it, facts))
            .orElseGet(() -> new Lesson(chapter, overTcp, facts));
    open = Optional.of(lesson);
    boolean lost = left.isPresent() && !resumed(lesson);
    if (lost) {
      lesson = new Lesson(chapter, overTcp, facts);
      open = Optional.of(lesson);
    }
    keep();
    return lost ? texts.begunAnew(lesson) : texts.opened(lesson, left);
  }

  /** The present step once more. */
  public Remark show() {
    Lesson lesson = opened();
    return texts.step(lesson, "");
  }

  /** Types again what was typed another day, so that the clusters are as they were. */
  private boolean resumed(Lesson lesson) {
    List<Typed> before = lesson.bookmark().typed();
    int todo = lesson.bookmark().todo();
    try {
      before.stream().filter(it -> it.todo() < todo).forEach(this::typeAgain);
      lesson.begin();
      for (Typed typed : before.stream().filter(it -> it.todo() == todo).toList()) {
        typeAgain(typed).forEach(facts::answered);
      }
      return true;
    } catch (UserError changed) {
      session.all().forEach(session::stop);
      session.use(Settings.ofCourse(lesson.overTcp()));
      return false;
    }
  }

  private List<ObjectNode> typeAgain(Typed typed) {
    List<ObjectNode> answers = new ArrayList<>();
    for (Statement statement : Statements.of(typed.text())) {
      answers.add(json(statement, commands.apply(statement)));
    }
    return answers;
  }

  private static ObjectNode json(Statement statement, Answer answer) {
    ObjectNode json = Json.object().put("command", statement.text()).put("ok", !answer.failed());
    json.setAll(answer.json());
    return json;
  }

  /**
   * A state of the session: of two that differ something was changed in between. Over TCP any two
   * differ, because time passes.
   */
  private String state() {
    StringBuilder state = new StringBuilder(session.settings().all().toString());
    session
        .all()
        .forEach(
            it ->
                state
                    .append(it.spec().name())
                    .append(it.cluster().<Long>call(it.cluster().trace()::last)));
    return state.toString();
  }

  /** To observe changes no cluster; but without it the {@code observe end} of another day fails. */
  private static boolean observes(Statement statement, Answer answer) {
    return !answer.failed() && statement.words().contains("observe");
  }

  /**
   * Runs a command of the learner's, and hears what the course has to say then.
   *
   * @param more whether the learner has typed more already: then it is too early to say that
   *     something leads astray
   */
  public Remarked run(Statement statement, boolean more) {
    if (open.isEmpty()) {
      return new Remarked(commands.apply(statement), Optional.empty());
    }
    Lesson lesson = open.get();
    String before = state();
    Answer answer = commands.apply(statement);
    if (!state().equals(before) || observes(statement, answer)) {
      lesson.typed(statement.text());
    }
    ObjectNode json = json(statement, answer);
    Optional<List<Judged>> judged = lesson.answered(json);
    if (judged.isPresent()) {
      String undone = withoutLeftovers(lesson);
      keep();
      return new Remarked(answer, Optional.of(texts.reached(lesson, judged.get(), undone)));
    }
    keep();
    Optional<NotYet> notYet = more ? Optional.empty() : lesson.notYet(json);
    Remark remark = notYet.map(it -> texts.notYet(lesson, it)).orElse(texts.silent(lesson));
    return new Remarked(answer, Optional.of(remark));
  }

  /**
   * What the learner set for one task is not to be there in the next, whose text knows nothing of
   * it. Only {@code follow} stays as it is: it changes no run.
   *
   * @return what was undone, in a sentence or some; empty if nothing was
   */
  private String withoutLeftovers(Lesson lesson) {
    Settings settings = session.settings();
    Map<String, String> taught = Settings.ofCourse(lesson.overTcp()).all();
    Map<String, String> were = new LinkedHashMap<>();
    settings
        .all()
        .forEach(
            (name, value) -> {
              if (!name.equals("follow") && !value.equals(taught.get(name))) {
                were.put(name, value);
              }
            });
    for (String name : were.keySet()) {
      settings.set(name, taught.get(name));
      lesson.typed("set " + name + " " + taught.get(name));
    }
    return LessonText.undone(were, taught, settings.follow());
  }

  /**
   * An answer, and what the course has to say.
   *
   * @param remark empty if no lesson is open
   */
  public record Remarked(Answer answer, Optional<Remark> remark) {}

  /** Takes down what the learner predicts. */
  public Remark predict(String text) {
    Lesson lesson = opened();
    Noted noted = lesson.predict(text);
    keep();
    if (noted.instead()) {
      return texts.said(lesson, "Noted instead: " + noted.words() + ".");
    }
    return texts.step(lesson, "Noted: " + noted.words() + ".");
  }

  /** Goes on to the next step. */
  public Remark next() {
    opened().next();
    keep();
    return texts.step(opened(), "");
  }

  /** Goes on, whatever the present step waits for. */
  public Remark skip() {
    Lesson lesson = opened();
    boolean passesGoal = lesson.step().goal().isPresent() && !lesson.awaitsReader();
    lesson.skip();
    String undone = passesGoal ? withoutLeftovers(lesson) : "";
    keep();
    return texts.step(lesson, undone);
  }

  /** Goes back to the step before. */
  public Remark back() {
    opened().back();
    keep();
    return texts.step(opened(), "");
  }

  /** The next hint. */
  public Remark hint() {
    return texts.hint(opened(), opened().hint());
  }

  /** Leaves the lesson; the learner's place in it is kept. */
  public Remark leave() {
    Lesson left = opened();
    close();
    return texts.left(left);
  }

  private Lesson opened() {
    return open.orElseThrow(
        () -> new UserError("no exercise is open; type: exercises, or: exercise 1"));
  }

  /** Closes the lesson that is open, if one is; its clusters go with it. */
  private void close() {
    if (open.isPresent()) {
      facts.end();
      session.all().forEach(session::stop);
      session.use(usual);
      open = Optional.empty();
    }
  }

  private void keep() {
    Lesson lesson = opened();
    bookmarks.put(lesson.chapter(), lesson.bookmark());
    if (lesson.done() && lesson.bookmark().skipped().isEmpty()) {
      unfinished.remove(lesson.chapter().id());
    } else {
      unfinished.put(lesson.chapter().id(), LessonText.lacks(lesson));
    }
  }
}
