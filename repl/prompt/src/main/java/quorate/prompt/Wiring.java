package quorate.prompt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import quorate.course.Bookmarks;
import quorate.course.Lessons;
import quorate.prompt.console.CommandContext;
import quorate.prompt.verbs.CourseVerbs;
import quorate.prompt.verbs.Language;
import quorate.prompt.verbs.ShellVerbs;
import quorate.prompt.verbs.Verb;

/**
 * Puts an interpreter together: the commands, and the course that listens to them. Besides the
 * course's own commands, this is all of the prompt that knows of the course.
 */
public final class Wiring {

  private Wiring() {}

  /** An interpreter for one session; how far the learner comes in the course is not kept. */
  public static Interpreter interpreter(CommandContext context) {
    return interpreter(context, Bookmarks.inMemory());
  }

  /** An interpreter for a person; how far that person comes in the course is kept in a file. */
  static Interpreter keeping(CommandContext context, Path progress) {
    return interpreter(context, Bookmarks.inFile(progress, context.console()::note));
  }

  static Interpreter interpreter(CommandContext context, Bookmarks bookmarks) {
    Lessons lessons = new Lessons(context.session(), bookmarks);
    PromptShell shell = new PromptShell(context.session(), context.console());
    List<Verb> more = new ArrayList<>(CourseVerbs.of(lessons));
    more.addAll(ShellVerbs.of(shell));
    Interpreter interpreter = new Interpreter(context, new Language(context, more), lessons, shell);
    shell.runWith(interpreter);
    return interpreter;
  }
}
