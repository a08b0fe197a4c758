package quorate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to know of one command.
 *
 * @param footer more lines, examples first
 */
public record HelpView(String usage, String description, @JsonIgnore List<String> footer)
    implements View {

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>(List.of("  " + description));
    lines.addAll(footer);
    return display.bold(Wrapping.text(List.of(usage), display.width()))
        + "\n"
        + Wrapping.text(lines, display.width());
  }
}
