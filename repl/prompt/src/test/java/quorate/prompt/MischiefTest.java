package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import quorate.course.Course;

/**
 * The course says nothing untrue to somebody who does not keep to the page. {@code verify} plays
 * each chapter once and passes over its runs of many trials; {@code -Dquorate.mischief=50} plays
 * each so often, trials and all.
 */
@Isolated("chapters are played side by side")
@Execution(ExecutionMode.CONCURRENT)
class MischiefTest {

  private static final int MANY = Integer.getInteger("quorate.mischief", 0);
  private static final int FEW = 1;
  private static final AtomicInteger JUDGED = new AtomicInteger();
  private static final AtomicInteger CLAIMS = new AtomicInteger();

  @TestFactory
  Stream<DynamicTest> nothing_untrue_is_said_to_somebody_who_is_up_to_mischief() {
    return Course.load().chapters().stream()
        .map(
            chapter ->
                DynamicTest.dynamicTest(
                    chapter.number() + ". " + chapter.title(),
                    () ->
                        IntStream.range(0, MANY > 0 ? MANY : FEW)
                            .forEach(
                                i -> {
                                  long seed = 1000L * chapter.number() + i;
                                  try (Mischief learner = new Mischief(chapter, seed, MANY > 0)) {
                                    learner.plays();
                                    JUDGED.addAndGet(learner.judged());
                                    CLAIMS.addAndGet(learner.claims());
                                  }
                                })));
  }

  @AfterAll
  static void something_was_judged() {
    assertThat(JUDGED).as("verdicts that were checked").hasValueGreaterThan(10);
    assertThat(CLAIMS).as("parts of texts that were checked").hasValueGreaterThan(0);
  }
}
