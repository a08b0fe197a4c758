package quorate.prompt.verbs;

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
    customSynopsis = "set [SETTING VALUE]")
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
}
