package quorate.prompt.verbs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.language.Statements;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.report.ScriptView;
import quorate.session.Answer;
import quorate.session.OutputFile;

/** Writes the session into a file that runs it again. */
@Command(
    name = "save",
    description = "write the commands of this session that worked into a file, as a script",
    customSynopsis = "save FILE")
public final class SaveVerb extends Verb {

  /** The first line of each such file: one without it belongs to somebody. */
  private static final String HEAD = "# A session of Quorate. To run it again:";

  private final Shell shell;

  @Parameters(index = "0", paramLabel = "FILE", description = "where to")
  private String file;

  SaveVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Answer run(String typed) {
    List<String> commands = shell.worked();
    if (commands.isEmpty()) {
      throw new UserError("nothing has worked in this session yet; type: start raft 5");
    }
    boolean replaced = isSaved();
    String name = Statements.quoted(file);
    try (OutputFile script = new OutputFile(file)) {
      script.write(out -> write(commands, name, out));
    }
    String again = "source " + name + ", or in a shell ./quorate -f " + name;
    String count = commands.size() == 1 ? "1 command" : commands.size() + " commands";
    String said = count + (replaced ? ", in place of an earlier session" : "") + "; type: " + again;
    return Answer.of(new ScriptView(file, commands.size(), said));
  }

  private static void write(List<String> commands, String name, Writer out) throws IOException {
    out.write(HEAD + " source " + name + "\n");
    for (String command : commands) {
      out.write(command + "\n");
    }
  }

  /** Whether a session was saved there before; a UserError if the file is another one. */
  private boolean isSaved() {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path) || Files.size(path) == 0) {
        return false;
      }
      try (BufferedReader reader = Files.newBufferedReader(path)) {
        String first = reader.readLine();
        if (first != null && first.startsWith(HEAD)) {
          return true;
        }
      }
    } catch (IOException | InvalidPathException unreadable) {
      // then it is no session either
    }
    throw new UserError(
        "'%s' is there already, and is no saved session; type another name"
            .formatted(Printable.of(file)));
  }
}
