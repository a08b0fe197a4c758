package quorate.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.prompt.console.Console;
import quorate.report.Json;
import quorate.report.View;

/** A command of the shell, and not of the prompt: it answers once, and leaves no session. */
abstract class Tool implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this, and leave.")
  private boolean help;

  /** The program that was started. */
  abstract Main main();

  /** What was typed, without the program and its options. */
  abstract String typed();

  /**
   * Does it.
   *
   * @return the exit status
   * @throws UserError if it cannot be done
   */
  abstract int run() throws InterruptedException;

  @Override
  public final Integer call() {
    if (main().runsSomething()) {
      System.err.println(typed() + " excludes -c and a script; try quorate --help");
      return ExitCode.USAGE;
    }
    try {
      return run();
    } catch (UserError wrong) {
      String error = Printable.visible(wrong.message(Suggestions::nearest));
      if (main().json()) {
        System.out.println(json(false).put("error", error));
      } else {
        System.err.println(error);
      }
      return 1;
    } catch (InterruptedException interrupted) {
      return 130;
    }
  }

  final Console console() {
    return main().consoleOfTool();
  }

  final ObjectNode json(boolean ok) {
    return Json.object().put("command", typed()).put("ok", ok);
  }

  /** Prints a result: for a program, or for a person. */
  final void answer(View view) {
    Console console = console();
    if (console.json()) {
      ObjectNode json = json(true);
      json.setAll(view.json());
      console.answer(json.toString());
    } else {
      console.answer(view.text(console));
    }
  }
}
