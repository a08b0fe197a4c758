package quorate.prompt.verbs;

import picocli.CommandLine.Option;
import quorate.lab.UserError;
import quorate.session.Settings;

/** In which world a command runs its clusters, as far as it was typed. */
final class RuntimeOptions {

  @Option(names = "--sim", description = "in virtual time, instead of over TCP")
  private boolean sim;

  @Option(names = "--tcp", description = "over TCP, the default unless set runtime says otherwise")
  private boolean tcp;

  /** The settings decide if nothing was typed; a UserError if both worlds were. */
  boolean simulated(Settings settings) {
    if (sim && tcp) {
      throw new UserError("--sim and --tcp exclude each other");
    }
    return sim || !tcp && settings.simulated();
  }
}
