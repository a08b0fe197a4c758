package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import quorate.course.Course;

/**
 * Chapters that say so can be played over real TCP: their solutions reach the goals there, too.
 * Real time makes most of them long, so {@code verify} plays three; {@code -Dquorate.course=all}
 * plays all, in some minutes.
 */
@Tag("tcp")
class ChaptersOverTcpTest {

  private static final Set<Integer> QUICK = Set.of(1, 3, 17);
  private static final boolean ALL = "all".equals(System.getProperty("quorate.course"));

  @TestFactory
  Stream<DynamicTest> the_solutions_reach_all_goals_over_tcp() {
    return Course.load().chapters().stream()
        .filter(chapter -> chapter.overTcp() && (ALL || QUICK.contains(chapter.number())))
        .map(
            chapter ->
                DynamicTest.dynamicTest(
                    chapter.number() + ". " + chapter.title(),
                    () -> {
                      try (Learner learner = new Learner(chapter, " --tcp")) {
                        learner.playsThrough(any -> "", "");
                        assertThat(learner.told().get("done").asBoolean()).isTrue();
                        assertThat(learner.told().get("skipped").asInt()).isZero();
                      }
                    }));
  }
}
