package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quorate.experiments.language.NodeSelection;

/** Commands in groups, each with what it does in a line. */
public record CommandsView(List<Group> groups) implements View {

  /**
   * Commands that belong together.
   *
   * @param name what is typed behind {@code help}
   * @param title what they are for
   * @param summaries what each does
   * @param example a line to type
   */
  public record Group(String name, String title, Map<String, String> summaries, String example) {}

  @Override
  public String text(Display display) {
    List<String> texts = new ArrayList<>();
    groups.forEach(group -> texts.add(text(group, display)));
    texts.add(Wrapping.text(footer(), display.width()));
    return String.join("\n\n", texts);
  }

  private static String text(Group group, Display display) {
    List<String> lines = new ArrayList<>();
    group
        .summaries()
        .forEach((name, summary) -> lines.add(String.format("  %-12s %s", name, summary)));
    lines.add(String.format("  %-12s %s", "for example:", group.example()));
    String title = display.bold(group.name()) + ": " + group.title();
    return Wrapping.text(title, display.width()) + "\n" + Wrapping.text(lines, display.width());
  }

  private List<String> footer() {
    return groups.size() == 1
        ? List.of("More on one command: help " + first() + ". All commands: help")
        : List.of(
            "Several clusters run at once; a command is for all of them, unless on NAME says"
                + " which.",
            "Nodes are named 3, 1,2, 3..5, or " + String.join(", ", NodeSelection.WORDS) + ".",
            "New here? exercise 1 leads through a first election, exercises lists the course.",
            "Semicolons separate commands, # begins a comment.",
            "More on one command: help crash, crash --help or crash? One group: help faults");
  }

  private String first() {
    return groups.get(0).summaries().keySet().iterator().next();
  }

  @Override
  public ObjectNode json() {
    Map<String, String> all = new LinkedHashMap<>();
    groups.forEach(group -> all.putAll(group.summaries()));
    ObjectNode json = Json.object();
    all.forEach(json.putObject("commands")::put);
    return json;
  }
}
