package quorate.prompt.verbs;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.lab.UserError;
import quorate.report.SettingsView;
import quorate.session.Answer;
import quorate.session.Settings;

/** Shows and changes settings. */
@Command(
    name = "set",
    description = "change a setting for clusters that are started later; alone, show all settings",
    customSynopsis = "set [SETTING VALUE]",
    footer = {
      "",
      "settings:",
      "  heartbeat   how often a leader says that it is alive: set heartbeat 50ms",
      "  election    how long a node hears nothing before it suspects: set election 150..300ms",
      "  answer      how long a node waits for answers to a question of its own: set answer 50ms",
      "  latency     how long a simulated message is on its way: set latency 1..5ms",
      "  persist     how long a simulated node takes to save: set persist 1.5ms",
      "  loss        how many simulated messages are lost: set loss 20%",
      "  runtime     where clusters run if start does not say so: set runtime sim, or tcp",
      "  seed        where their random choices come from: set seed 42, or random",
      "  follow      whether faults wait for their outcome: set follow off",
      "",
      "A delay is 1ms, 30..40ms (all equally likely), exp(2.5ms), normal(10ms,2ms) with the "
          + "mean first, or a sum: 1ms+exp(2.5ms)."
    })
public final class SetVerb extends Verb {

  @Parameters(index = "0", arity = "0..1", paramLabel = "SETTING", description = "which one")
  private String name;

  @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "its new value")
  private String value;

  @Override
  public Answer run(String typed) {
    Settings settings = session().settings();
    if (name != null && value == null) {
      throw new UserError("set " + name + " to what? type: set, to see all settings");
    }
    boolean running = false;
    if (name != null) {
      settings.set(name, value);
      running = Settings.ofNewClusters(name) && !session().all().isEmpty();
    }
    return Answer.of(new SettingsView(settings.all(), Optional.ofNullable(name), running));
  }

  @Override
  public List<String> completions(List<String> words) {
    if (words.isEmpty()) {
      return Settings.NAMES;
    }
    return switch (words.get(0)) {
      case "follow" -> List.of("on", "off");
      case "runtime" -> List.of("tcp", "sim");
      case "seed" -> List.of("random");
      default -> List.of();
    };
  }
}
