package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;
import quorate.prompt.verbs.Language;
import quorate.report.Json;
import quorate.report.TextView;
import quorate.session.Answer;
import quorate.session.Guide;

/** The interpreter works without the course, and with any other guide. */
class WithoutTheCourseTest {

  private static Interpreter guided(Typed prompt, Guide guide) {
    return new Interpreter(prompt.context(), new Language(prompt.context(), List.of()), guide);
  }

  @Test
  void commands_run_and_those_of_the_course_are_unknown() {
    try (Typed prompt = Typed.simulating()) {
      Interpreter interpreter = guided(prompt, new Guide() {});
      assertThat(interpreter.run("start raft 3 --sim", false)).isTrue();
      assertThat(prompt.session().all()).hasSize(1);
      assertThat(interpreter.run("exercise 1", false)).isFalse();
      assertThat(prompt.noted()).contains("unknown command 'exercise'");
      interpreter.readOn();
      interpreter.finish();
    }
  }

  @Test
  void a_guide_hears_what_runs_and_what_is_answered_and_adds_a_remark() {
    List<String> heard = new ArrayList<>();
    Guide guide =
        new Guide() {
          @Override
          public void running(Statement command) {
            heard.add("runs " + command.text());
          }

          @Override
          public Answer answered(Statement command, Answer answer, boolean more) {
            heard.add("answered " + command.text() + (more ? ", more to come" : ""));
            return answer.remarked(new TextView(Json.object().put("well", "done"), "Well done."));
          }

          @Override
          public Optional<Statement> meaning(Statement typed) {
            return typed.text().equals("look")
                ? Optional.of(Statements.of("status").get(0))
                : Optional.empty();
          }
        };
    try (Typed prompt = Typed.simulating()) {
      guided(prompt, guide).run("start raft 3 --sim; look; lok", true);
      assertThat(heard)
          .containsExactly(
              "runs start raft 3 --sim",
              "answered start raft 3 --sim, more to come",
              "runs status",
              "answered status, more to come",
              "runs lok");
      assertThat(prompt.printed()).contains("LEADER").contains("Well done.");
      assertThat(prompt.noted()).contains("unknown command 'lok'");
    }
  }
}
