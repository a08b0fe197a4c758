package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A state of affairs that the learner is to bring about, by whatever commands.
 *
 * @param brief the same in a few words, for a line that stays in sight; may be empty
 * @param reached what must be found in the facts, all of it
 * @param detours what may be found before, and what to say then
 * @param astray plausible commands that do not reach it
 * @param settles the misconceptions that are settled by it
 */
public record Goal(
    String brief,
    List<FactPath> reached,
    List<Detour> detours,
    List<String> astray,
    List<String> settles)
    implements Task {

  /**
   * A plausible way that does not lead there.
   *
   * @param seen by what it is known
   */
  public record Detour(FactPath seen, String text) {}

  public boolean isReached(JsonNode facts) {
    return reached.stream().allMatch(path -> path.matches(facts));
  }
}
