package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of a session.
 *
 * @param all each by its name
 * @param changed the one that was just changed
 * @param othersRun whether clusters run that the change is not for
 */
public record SettingsView(Map<String, String> all, Optional<String> changed, boolean othersRun)
    implements View {

  @Override
  public String text(Display display) {
    String lines =
        all.entrySet().stream()
            .filter(it -> changed.isEmpty() || changed.get().equals(it.getKey()))
            .map(it -> String.format("%-9s  %s", it.getKey(), it.getValue()))
            .collect(Collectors.joining("\n"));
    return lines + (othersRun ? "\n(clusters that run already keep theirs)" : "");
  }

  @Override
  public ObjectNode json() {
    return Json.texts("settings", all);
  }
}
