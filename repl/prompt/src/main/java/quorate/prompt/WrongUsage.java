package quorate.prompt;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import quorate.experiments.language.Lookalikes;
import quorate.lab.Printable;
import quorate.lab.UserError;

/** A command line that is wrong, in one line. */
final class WrongUsage {

  private static final String REMEDY = "try quorate --help";

  private WrongUsage() {}

  /** Says what is wrong, and returns the exit status. */
  static int of(ParameterException wrong, String[] args) {
    String error = error(wrong);
    for (String arg : args) {
      error = arg.startsWith("-") ? error : explained(error, arg);
    }
    System.err.println(Printable.visible(error));
    return CommandLine.ExitCode.USAGE;
  }

  /** Says that a word is not understood, and returns the exit status. */
  static int of(String word) {
    String error = "'" + Printable.of(word) + "' is not understood; " + REMEDY;
    System.err.println(Printable.visible(explained(error, word)));
    return CommandLine.ExitCode.USAGE;
  }

  private static String error(ParameterException wrong) {
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    Set<String> options = command.optionsMap().keySet();
    String program = command.qualifiedName();
    String remedy = "try " + program + " --help";
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      String what = word.startsWith("-") ? "is no option of " + program : "is not understood";
      return UserError.unknown(
              "'" + Printable.of(word) + "' " + what, word, List.copyOf(options), remedy)
          .message(Suggestions::nearest);
    }
    if (wrong instanceof MissingParameterException missing && missing.getMissing().size() == 1) {
      ArgSpec arg = missing.getMissing().get(0);
      String name = arg instanceof OptionSpec option ? option.longestName() : "quorate";
      return name + " needs " + arg.paramLabel() + " behind it; " + remedy;
    }
    String first = wrong.getMessage().lines().findFirst().orElse("wrong usage");
    first = first.replaceFirst("is not an? (long|int)", "is not a whole number");
    return first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1) + "; " + remedy;
  }

  /** An error, or, if an argument begins with a dash that is no hyphen, one that says so. */
  static String explained(String error, String arg) {
    String begin = arg.isEmpty() ? "" : arg.substring(0, 1);
    UserError dash = Lookalikes.explain(new UserError(begin), arg);
    return dash.getMessage().equals(begin) ? error : dash.getMessage() + "; " + REMEDY;
  }
}
