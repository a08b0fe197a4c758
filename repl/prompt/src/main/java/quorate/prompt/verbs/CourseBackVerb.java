package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.course.Lessons;
import quorate.session.Answer;

/** The same word in an exercise: alone it shows the step before again. */
@Command
final class CourseBackVerb extends BackVerb {

  private final Lessons lessons;

  CourseBackVerb(Lessons lessons) {
    this.lessons = lessons;
  }

  @Override
  public Answer run(String typed) throws InterruptedException {
    return lessons.isOpen() && !isCounted() ? Answer.remarking(lessons.back()) : super.run(typed);
  }
}
