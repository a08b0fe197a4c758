package quorate.course;

import java.util.List;

/** What a step of a chapter asks of the learner. */
public sealed interface Task permits Prediction, Goal {

  /** The common misconceptions that the outcome of this task settles, as the course lists them. */
  List<String> settles();
}
