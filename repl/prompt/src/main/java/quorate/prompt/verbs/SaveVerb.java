package quorate.prompt.verbs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Statements;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.report.ScriptView;
import quorate.session.Answer;
import quorate.session.Branches.Branch;
import quorate.session.OutputFile;

/** Writes the session, or a branch of a cluster, into a file that runs it again. */
@Command(
    name = "save",
    description = "write this session, or a branch of a cluster, into a file, as a script",
    customSynopsis = "save FILE | save branch [NAME] FILE")
public final class SaveVerb extends Verb {

  /** The first lines of such files: one without them belongs to somebody. */
  private static final String SESSION = "# A session of Quorate. To run it again:";

  private static final String BRANCH = "# A branch of Quorate. To run it again:";

  private final Shell shell;

  @Parameters(arity = "1..3", paramLabel = "FILE|branch", description = "where to")
  private List<String> words;

  SaveVerb(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Answer run(String typed) throws InterruptedException {
    String file = words.get(words.size() - 1);
    if (words.size() > 1 && words.get(0).equals("branch")) {
      return branch(file, typed);
    } else if (words.size() > 1) {
      throw new UserError("one file is needed; type: save %s".formatted(Statements.quoted(file)));
    }
    List<String> commands = shell.worked();
    if (commands.isEmpty()) {
      throw new UserError("nothing has worked in this session yet; type: start raft 5");
    }
    String count = commands.size() == 1 ? "1 command" : commands.size() + " commands";
    return saved(file, SESSION, commands, count, commands.size());
  }

  private Answer branch(String file, String typed) throws InterruptedException {
    ObservedCluster cluster = TimeVerb.onlyCluster(session(), typed);
    Branch branch =
        words.size() == 2
            ? session().branches().present(cluster)
            : session().branches().named(cluster, words.get(1));
    isThere(file, BRANCH); // before work that may take long
    List<String> commands = session().branches().script(branch, progress());
    List<String> lines = new ArrayList<>();
    ClusterSpec spec = cluster.spec();
    lines.add(
        String.format(
            Locale.ROOT,
            "# %s of %s: %d nodes, seed %d, %.3f ms",
            branch.name(),
            spec.name(),
            spec.size(),
            spec.seed(),
            branch.way().end().nanos() / 1e6));
    lines.add("set follow off");
    lines.addAll(commands);
    if (session().settings().follow()) {
      lines.add("set follow on");
    }
    return saved(file, BRANCH, lines, "branch " + branch.name(), lines.size() - 1);
  }

  /**
   * Writes a file.
   *
   * @param what is written, in a few words
   * @param commands how many of the lines are no comments
   */
  private static Answer saved(
      String file, String head, List<String> lines, String what, int commands)
      throws InterruptedException {
    boolean replaced = isThere(file, head);
    String name = Statements.quoted(file);
    try (OutputFile script = new OutputFile(file)) {
      script.write(
          out -> {
            out.write(head + " source " + name + "\n");
            for (String line : lines) {
              out.write(line + "\n");
            }
          });
    }
    String again = "source " + name + ", or in a shell ./quorate -f " + name;
    String said = what + (replaced ? ", in place of an earlier " + kind(head) : "");
    return Answer.of(new ScriptView(file, commands, said + "; type: " + again));
  }

  /** Whether such a file was saved there before; a UserError if the file is another one. */
  private static boolean isThere(String file, String head) {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path) || Files.size(path) == 0) {
        return false;
      }
      try (BufferedReader reader = Files.newBufferedReader(path)) {
        String first = reader.readLine();
        if (first != null && first.startsWith(head)) {
          return true;
        }
      }
    } catch (IOException | InvalidPathException unreadable) {
      // then it is no such file either
    }
    throw new UserError(
        "'%s' is there already, and is no saved %s; type another name"
            .formatted(Printable.of(file), kind(head)));
  }

  private static String kind(String head) {
    return head.equals(BRANCH) ? "branch" : "session";
  }
}
