package quorate.prompt.verbs;

import java.util.Map;
import picocli.CommandLine;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.UserError;
import quorate.session.Answer;

/** All commands, for those among them that are about the others. */
public interface Commands {

  /** The commands by name, in the order in which help lists them. */
  Map<String, CommandLine> all();

  /**
   * Runs one statement.
   *
   * @throws UserError if it is wrong, or cannot be done
   */
  Answer run(Statement statement);

  static String summary(CommandLine command) {
    return command.getCommandSpec().usageMessage().description()[0];
  }

  /** How a command is typed: its synopsis. */
  static String usage(CommandLine command) {
    String[] custom = command.getCommandSpec().usageMessage().customSynopsis();
    return custom.length > 0 ? custom[0] : command.getCommandName();
  }
}
