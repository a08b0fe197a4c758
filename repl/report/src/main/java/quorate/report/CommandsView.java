package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import quorate.experiments.language.NodeSelection;

/** All commands, each with what it does in a line. */
public record CommandsView(Map<String, String> commands) implements View {

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>();
    commands.forEach((name, summary) -> lines.add(String.format("  %-12s %s", name, summary)));
    lines.add("");
    lines.add(
        "Several clusters run at once; a command is for all of them, unless on NAME says which.");
    lines.add("Nodes are named 3, 1,2, 3..5, or " + String.join(", ", NodeSelection.WORDS) + ".");
    lines.add("New here? exercise 1 leads through a first election, exercises lists the course.");
    lines.add("Semicolons separate commands, # begins a comment. More on one command: help crash");
    return Wrapping.text(lines, display.width());
  }
}
