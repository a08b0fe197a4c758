package quorate.course;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import quorate.course.Bookmark.Typed;
import quorate.course.Predictions.Judged;
import quorate.course.Predictions.Noted;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.UserError;
import quorate.session.Answer;
import quorate.session.Guide;
import quorate.session.Session;
import quorate.session.Settings;

/**
 * The course at the prompt: one lesson at a time, in settings of its own, with clusters that are
 * gone when it is left. Used by the session's thread.
 */
public final class Lessons implements Guide {

  private final Session session;
  private final Bookmarks bookmarks;
  private final Facts facts;
  private final Map<String, String> unfinished = new TreeMap<>();
  private Course course;
  private Optional<Lesson> open = Optional.empty();
  private Settings usual;
  private String before = "";

  public Lessons(Session session, Bookmarks bookmarks) {
    this.session = session;
    this.bookmarks = bookmarks;
    this.facts = new Facts(session);
  }

  public Course course() {
    if (course == null) {
      course = Course.load();
    }
    return course;
  }

  @Override
  public Optional<String> prompt() {
    return open.map(LessonText::prompt);
  }

  /** A prediction may be typed as it is, without a command before it. */
  @Override
  public Optional<Statement> meaning(Statement typed) {
    String text = typed.text();
    return open.filter(it -> it.awaitsPrediction() || it.isEarly(text) || it.corrects(text))
        .map(it -> Statements.of("predict " + Statements.quoted(typed.text())).get(0));
  }

  @Override
  public List<String> place() {
    return open.map(LessonText::place).orElse(List.of());
  }

  /** Enter goes on reading, or shows again what is asked or wanted. */
  @Override
  public Optional<String> meaningOfNothing() {
    return open.filter(it -> it.awaitsReader() || !it.done())
        .map(it -> it.awaitsReader() ? "next" : "exercise");
  }

  @Override
  public List<String> unfinished() {
    return List.copyOf(unfinished.values());
  }

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
   * @param commands runs what was typed another day again
   * @throws UserError if there is no such chapter, it cannot be played so, or clusters run
   */
  public Remark open(
      String wanted, boolean overTcp, boolean again, Function<Statement, Answer> commands) {
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
    Lesson lesson = begin(chapter, left.orElseGet(() -> Bookmark.start(chapter, overTcp)));
    String note = left.isEmpty() ? "" : LessonText.wereHereBefore(lesson);
    if (left.isPresent() && !resumed(lesson, commands)) {
      lesson = begin(chapter, Bookmark.start(chapter, overTcp));
      note = LessonText.startsOver();
    }
    keep();
    return LessonText.opened(lesson, note);
  }

  private Lesson begin(Chapter chapter, Bookmark bookmark) {
    Lesson lesson = new Lesson(chapter, bookmark, facts);
    lesson.begin();
    open = Optional.of(lesson);
    return lesson;
  }

  public Remark show() {
    return LessonText.step(opened(), List.of());
  }

  /** Types again what was typed another day, so that the clusters are as they were. */
  private boolean resumed(Lesson lesson, Function<Statement, Answer> commands) {
    List<Typed> typed = lesson.bookmark().typed();
    int todo = lesson.bookmark().todo();
    try {
      typed.stream().filter(it -> it.todo() < todo).forEach(it -> typeAgain(it, commands));
      lesson.begin();
      typed.stream()
          .filter(it -> it.todo() == todo)
          .flatMap(it -> typeAgain(it, commands).stream())
          .forEach(facts::answered);
      return true;
    } catch (UserError changed) {
      session.all().forEach(session::stop);
      session.use(Settings.ofCourse(lesson.overTcp()));
      return false;
    }
  }

  private static List<ObjectNode> typeAgain(Typed typed, Function<Statement, Answer> commands) {
    return Statements.of(typed.text()).stream()
        .map(statement -> commands.apply(statement).json(statement.text()))
        .toList();
  }

  /**
   * A state of the session: of two that differ something was changed in between. Over TCP any two
   * differ, because time passes.
   */
  private String state() {
    return session.all().stream()
        .map(it -> it.spec().name() + it.<Long>call(now -> now.trace().last()))
        .collect(Collectors.joining(" ", session.settings().all().toString(), ""));
  }

  /** To observe changes no cluster; but without it the {@code observe end} of another day fails. */
  private static boolean observes(Statement statement, Answer answer) {
    return !answer.failed() && statement.words().contains("observe");
  }

  @Override
  public void running(Statement command) {
    before = open.isPresent() ? state() : "";
  }

  /** While a lesson is open, every answer has a remark; those of the course's own are remarks. */
  @Override
  public Answer answered(Statement command, Answer answer, boolean more) {
    if (open.isEmpty() || answer.remark().isPresent()) {
      return answer;
    }
    Lesson lesson = open.get();
    boolean changed = !state().equals(before) || observes(command, answer);
    if (changed) {
      lesson.typed(command.text());
    }
    ObjectNode json = answer.json(command.text());
    Optional<List<Judged>> judged = lesson.answered(json);
    String undone = judged.isPresent() ? withoutLeftovers(lesson) : "";
    keep();
    if (judged.isPresent()) {
      return answer.remarked(LessonText.reached(lesson, judged.get(), undone));
    }
    // while more is to come, it is too early to say that something leads astray
    Optional<String> notYet = more ? Optional.empty() : lesson.notYet(json, changed);
    return answer.remarked(LessonText.notYet(lesson, notYet));
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
    Map<String, String> were = new LinkedHashMap<>(settings.all());
    were.remove("follow");
    were.entrySet().removeAll(taught.entrySet());
    for (String name : were.keySet()) {
      settings.set(name, taught.get(name));
      lesson.typed("set " + name + " " + taught.get(name));
    }
    return LessonText.undone(were, taught, settings.follow());
  }

  public Remark predict(String text) {
    Lesson lesson = opened();
    Optional<Step> unseen = lesson.isEarly(text) ? lesson.task() : Optional.empty();
    Noted noted = lesson.predict(text);
    keep();
    return LessonText.noted(lesson, noted, unseen);
  }

  public Remark next() {
    return move(Lesson::next);
  }

  /** Goes on, whatever the present step waits for. */
  public Remark skip() {
    Lesson lesson = opened();
    boolean passesGoal = lesson.goal().isPresent() && lesson.asks();
    lesson.skip();
    String undone = passesGoal ? withoutLeftovers(lesson) : "";
    keep();
    return LessonText.step(lesson, undone.isEmpty() ? List.of() : List.of(List.of(undone)));
  }

  public Remark back() {
    return move(Lesson::back);
  }

  private Remark move(Consumer<Lesson> step) {
    step.accept(opened());
    keep();
    return show();
  }

  public Remark hint() {
    return LessonText.hint(opened(), opened().hint());
  }

  /** Leaves the lesson; the learner's place in it is kept. */
  public Remark leave() {
    Lesson left = opened();
    close();
    return LessonText.left(left);
  }

  public boolean isOpen() {
    return open.isPresent();
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
