package quorate.prompt.verbs;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.language.Quantities;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.report.WebView;
import quorate.session.Answer;

/** Serves a page for a browser, on which the session goes on as well. */
@Command(
    name = "web",
    description = "see all clusters live in a browser, beside the prompt",
    customSynopsis = "web [off] [--port N]")
public final class WebVerb extends Verb {

  private static final int LAST_PORT = 65_535;

  private final Shell shell;

  @Parameters(index = "0", arity = "0..1", paramLabel = "off", description = "serve it no longer")
  private String off;

  @Option(names = "--port", paramLabel = "N", description = "at this port, instead of a free one")
  private String port;

  WebVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Answer run(String typed) {
    if (off == null) {
      return Answer.of(new WebView(Optional.of(shell.servePage(port()))));
    } else if (!off.equals("off")) {
      throw new UserError(
          "web is off or nothing, got '" + Printable.of(off) + "'; type: web, or: web off");
    } else if (port != null) {
      throw new UserError("web off has no port; type: web off");
    }
    shell.endPage();
    return Answer.of(new WebView(Optional.empty()));
  }

  private Optional<Integer> port() {
    if (port == null) {
      return Optional.empty();
    }
    int number = Quantities.integer(port, "a port; type: web --port 8080");
    if (number < 1 || number > LAST_PORT) {
      throw new UserError("a port is from 1 to 65535, got " + number + "; type: web --port 8080");
    }
    return Optional.of(number);
  }

  @Override
  public List<Completion> completions(String kind, List<String> before) {
    return kind.equals("off")
        ? List.of(new Completion("off", "serve the page no longer", ""))
        : super.completions(kind, before);
  }
}
