package quorate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of a session.
 *
 * @param settings each by its name
 * @param changed the one that was just changed
 * @param othersRun whether clusters run that the change is not for
 */
public record SettingsView(
    Map<String, String> settings,
    @JsonIgnore Optional<String> changed,
    @JsonIgnore boolean othersRun)
    implements View {

  @Override
  public String text(Display display) {
    String lines =
        settings.entrySet().stream()
            .filter(it -> changed.isEmpty() || changed.get().equals(it.getKey()))
            .map(it -> String.format("%-9s  %s", it.getKey(), it.getValue()))
            .collect(Collectors.joining("\n"));
    return lines + (othersRun ? "\n(clusters that run already keep theirs)" : "");
  }
}
