package quorate.prompt;

import java.nio.file.Path;
import quorate.course.Bookmarks;
import quorate.course.Lessons;
import quorate.prompt.console.Desk;
import quorate.prompt.verbs.LessonVerb;

/**
 * Puts an interpreter together: the commands, and the course that listens to them. Besides the
 * course's own commands, this is all of the prompt that knows of the course.
 */
public final class Wiring {

  private Wiring() {}

  /** An interpreter for one session; how far the learner comes in the course is not kept. */
  public static Interpreter interpreter(Desk desk) {
    return interpreter(desk, Bookmarks.inMemory());
  }

  /** An interpreter for a person; how far that person comes in the course is kept in a file. */
  static Interpreter keeping(Desk desk, Path progress) {
    return interpreter(desk, Bookmarks.inFile(progress, desk.console()::note));
  }

  static Interpreter interpreter(Desk desk, Bookmarks bookmarks) {
    Lessons lessons = new Lessons(desk.session(), bookmarks);
    Language language = new Language(desk, commands -> LessonVerb.all(lessons, commands::run));
    return new Interpreter(desk, language, lessons);
  }
}
