package quorate.prompt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import quorate.lab.cluster.Catalog;
import quorate.prompt.console.CommandContext;
import quorate.prompt.console.Console;
import quorate.session.Settings;

/**
 * A page of the documentation with sessions in it: fenced blocks with {@code quorate} behind the
 * fence. A line {@code quorate> ...} is typed, and what follows it is what the program prints, on a
 * terminal of 100 columns without colour. A block {@code quorate tcp} ran over TCP: its figures are
 * compared by their shape only.
 */
final class Page {

  /** The project's root. */
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private static final boolean REWRITE = Boolean.getBoolean("rewrite");
  private static final String PROMPT = "quorate> ";
  private static final String GAP = "...";

  private final Optional<Path> file;
  private final List<String> lines;

  private Page(Optional<Path> file, String text) {
    this.file = file;
    this.lines = new ArrayList<>(text.lines().toList());
  }

  static Page read(Path file) throws IOException {
    return new Page(Optional.of(file), Files.readString(file));
  }

  /** A page that is in no file, to test this very class. */
  static Page of(String text) {
    return new Page(Optional.empty(), text);
  }

  /** All Markdown files below the project's root but those that a build made. */
  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(it -> it.toString().endsWith(".md") && !it.toString().contains("/target/"))
          .filter(it -> !it.toString().contains("/."))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  /** A block of lines, as numbers of lines from 0 on. */
  private record Block(int first, int end, boolean realTime) {}

  boolean hasSessions() {
    return !blocks().isEmpty();
  }

  /** Runs all sessions in one prompt after the other, as in a lesson. */
  List<String> differencesInACourse() throws IOException {
    List<String> differences = new ArrayList<>();
    try (Terminal terminal = new Terminal(Catalog.load())) {
      terminal.context.session().use(Settings.ofCourse(false));
      run(blocks(), terminal, differences);
    }
    return rewritten(differences);
  }

  /** Runs all sessions in one prompt after the other, with these algorithms. */
  List<String> differencesWith(Catalog catalog) throws IOException {
    List<String> differences = new ArrayList<>();
    try (Terminal terminal = new Terminal(catalog)) {
      run(blocks(), terminal, differences);
    }
    return rewritten(differences);
  }

  /** Runs each session in a prompt of its own. */
  List<String> differences() throws IOException {
    List<String> differences = new ArrayList<>();
    // from the last to the first: so the lines of those before it stay where they are
    List<Block> blocks = blocks();
    for (int i = blocks.size() - 1; i >= 0; i--) {
      try (Terminal terminal = new Terminal(Catalog.load())) {
        run(List.of(blocks.get(i)), terminal, differences);
      }
    }
    return rewritten(differences);
  }

  private List<String> rewritten(List<String> differences) throws IOException {
    if (REWRITE && file.isPresent() && !differences.isEmpty()) {
      Files.writeString(file.get(), String.join("\n", lines) + "\n");
      return List.of();
    }
    return differences;
  }

  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Parser.builder()
        .includeSourceSpans(IncludeSourceSpans.BLOCKS)
        .build()
        .parse(String.join("\n", lines))
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(FencedCodeBlock code) {
                if (code.getInfo().equals("quorate") || code.getInfo().equals("quorate tcp")) {
                  List<SourceSpan> spans = code.getSourceSpans();
                  int first = spans.get(0).getLineIndex() + 1;
                  int end = spans.get(spans.size() - 1).getLineIndex();
                  blocks.add(new Block(first, end, code.getInfo().endsWith("tcp")));
                }
              }
            });
    return blocks;
  }

  private void run(List<Block> blocks, Terminal terminal, List<String> differences) {
    int moved = 0;
    for (Block block : blocks) {
      List<String> written = lines.subList(block.first() + moved, block.end() + moved);
      List<String> rewritten = new ArrayList<>();
      for (int at = 0; at < written.size(); ) {
        String prompt = written.get(at);
        if (!prompt.startsWith(PROMPT)) {
          differences.add("line " + (block.first() + moved + at + 1) + " is no " + PROMPT);
          return;
        }
        int end = at + 1;
        while (end < written.size() && !written.get(end).startsWith(PROMPT)) {
          end++;
        }
        List<String> expected = List.copyOf(written.subList(at + 1, end));
        List<String> actual = terminal.type(prompt.substring(PROMPT.length()));
        boolean same =
            block.realTime()
                ? matches(RealTime.shapes(expected), RealTime.shapes(actual))
                : matches(expected, actual);
        if (!same) {
          differences.add(difference(block.first() + moved + at + 1, prompt, expected, actual));
        }
        rewritten.add(prompt);
        rewritten.addAll(same ? expected : actual);
        at = end;
      }
      int grown = rewritten.size() - written.size();
      written.clear();
      lines.addAll(block.first() + moved, rewritten);
      moved += grown;
    }
  }

  private String difference(int line, String prompt, List<String> expected, List<String> actual) {
    return file.map(it -> ROOT.relativize(it.toAbsolutePath().normalize()).toString())
            .orElse("the page")
        + ", line "
        + line
        + ": "
        + prompt
        + "\n--- the page says\n"
        + String.join("\n", expected)
        + "\n--- the program says\n"
        + String.join("\n", actual)
        + "\n(-Drewrite=true writes it into the page)";
  }

  /** Whether lines are those that are expected; a line {@code ...} stands for any lines. */
  private static boolean matches(List<String> expected, List<String> actual) {
    if (expected.isEmpty()) {
      return actual.isEmpty();
    }
    String first = expected.get(0);
    List<String> rest = expected.subList(1, expected.size());
    if (first.equals(GAP)) {
      for (int skipped = 0; skipped <= actual.size(); skipped++) {
        if (matches(rest, actual.subList(skipped, actual.size()))) {
          return true;
        }
      }
      return false;
    }
    return !actual.isEmpty()
        && first.equals(actual.get(0))
        && matches(rest, actual.subList(1, actual.size()));
  }

  /** A prompt whose answers and notes go to one place, as on a screen. */
  private static final class Terminal implements AutoCloseable {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final CommandContext context;
    private final Interpreter interpreter;

    Terminal(Catalog catalog) {
      PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
      context =
          CommandContext.of(
              catalog, new Console(out, out, false, false, false, () -> 100, false, false));
      interpreter = Wiring.interpreter(context);
    }

    List<String> type(String line) {
      screen.reset();
      interpreter.startPage();
      interpreter.run(line, false);
      return screen.toString(StandardCharsets.UTF_8).lines().map(String::stripTrailing).toList();
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
