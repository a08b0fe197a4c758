package quorate.prompt.editor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jline.keymap.KeyMap;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.widget.AutosuggestionWidgets;
import picocli.CommandLine;
import quorate.prompt.editor.TypedLine.Word;
import quorate.prompt.verbs.Language;

/**
 * JLine's line editor, in which a list of candidates has a line for each with what it means, and a
 * line has colours and a dim end: the rest of a line that worked, or the arguments that are
 * missing.
 */
public final class LineEditor extends LineReaderImpl {

  private static final AttributedStyle DIM = AttributedStyle.DEFAULT.faint();
  private static final String GAP = "  ";
  private static final String TAB_TAKES = "quorate-take-first-and-space";
  private static final int ROWS_BESIDES = 4;

  private final Language language;
  private final WorkingHistory worked = new WorkingHistory();
  private final boolean color;

  private BooleanSupplier resizing = () -> false;
  private Runnable resized = () -> {};

  /** What the last list offered, for a line that was typed so far. */
  private List<Candidate> offered = List.of();

  private String offeredFor = "";

  /** The line up to the cursor after the last completion. */
  private String completed = "";

  /**
   * An editor that keeps no history yet.
   *
   * @param color whether colours, and what would look like typed text without them, may be shown
   */
  @SuppressWarnings("this-escape") // as its superclass does
  public LineEditor(Terminal terminal, Language language, Completer completer, boolean color)
      throws IOException {
    super(terminal, "quorate");
    this.language = language;
    this.color = color;
    setHistory(worked);
    worked.attach(this);
    setParser(new StatementParser());
    setCompleter((reader, line, candidates) -> offer(completer, line, candidates));
    setHighlighter(color ? new Colors() : new Plain());
    option(Option.DISABLE_EVENT_EXPANSION, true);
    option(Option.HISTORY_IGNORE_DUPS, true);
    option(Option.HISTORY_INCREMENTAL, false); // only when it is known what became of a line
    option(Option.GROUP_PERSIST, true);
    option(Option.COMPLETE_MATCHER_TYPO, false);
    setVariable(LineReader.TOO_MANY_CANDIDATES, "partial");
    if (color) {
      new AutosuggestionWidgets(this).enable();
      setAutosuggestion(SuggestionType.NONE); // the keys are JLine's, the suggestion is ours
    }
    getWidgets().put(TAB_TAKES, this::takeFirstAndSpace);
    for (String keys : List.of(LineReader.EMACS, LineReader.VIINS, LineReader.MAIN)) {
      KeyMap<org.jline.reader.Binding> map = getKeyMaps().get(keys);
      if (map != null) {
        map.bind(new Reference(TAB_TAKES), " ");
      }
    }
  }

  public WorkingHistory worked() {
    return worked;
  }

  /** Does something with the terminal while this editor does not draw. Any thread. */
  public void whileStill(Runnable drawing) {
    lock.lock();
    try {
      drawing.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does something with the terminal before the line is drawn for another size of the window.
   *
   * @param task says whether it wiped the line
   */
  void beforeResizing(BooleanSupplier task) {
    resizing = task;
  }

  /** Does something when the window has another size, while a person types. */
  public void whenResized(Runnable task) {
    resized = task;
  }

  @Override
  protected void handleSignal(Terminal.Signal signal) {
    if (signal != Terminal.Signal.WINCH) {
      super.handleSignal(signal);
      return;
    }
    whileStill(
        () -> {
          boolean wiped = resizing.getAsBoolean();
          super.handleSignal(signal);
          if (wiped) {
            redrawLine();
            redisplay(true);
          }
        });
    resized.run();
  }

  // Completion

  private void offer(Completer completer, ParsedLine line, List<Candidate> candidates) {
    if (!((StatementParser.Parsed) line).inComment()) {
      completer.complete(this, line, candidates);
    }
    int headings = (int) candidates.stream().map(Candidate::group).distinct().count();
    int room = terminal.getSize().getRows() - ROWS_BESIDES - headings;
    setVariable(LineReader.LIST_MAX, Math.max(room, 1));
    offered =
        candidates.stream().filter(it -> it.value().startsWith(line.word())).sorted().toList();
    offeredFor = buf.upToCursor();
  }

  @Override
  protected boolean doComplete(
      CompletionType list, boolean useMenu, boolean prefix, boolean forSuggestion) {
    boolean done = super.doComplete(list, useMenu, prefix, forSuggestion);
    completed = buf.upToCursor();
    return done;
  }

  /**
   * Behind a word that could become several, of which a list is shown, a space takes the first: the
   * word alone would mean nothing. Behind a word that was completed there is a space already.
   */
  private boolean takeFirstAndSpace() {
    String line = buf.upToCursor();
    String word =
        parser.parse(line, line.length(), org.jline.reader.Parser.ParseContext.COMPLETE).word();
    boolean listed = line.equals(offeredFor) && offered.size() > 1 && !word.isEmpty();
    if (listed && offered.stream().noneMatch(it -> it.value().equals(word))) {
      Candidate first = offered.get(0);
      if (first.complete()) {
        buf.backspace(word.length());
        buf.write(first.value());
      }
    }
    offered = List.of();
    boolean there = line.endsWith(" ") && line.equals(completed);
    completed = "";
    return there || selfInsert();
  }

  /** In the order in which they come. */
  @Override
  protected Comparator<String> getGroupComparator() {
    Set<String> groups = new LinkedHashSet<>();
    offered.forEach(it -> groups.add(it.group() == null ? "" : it.group()));
    List<String> order = new ArrayList<>(groups);
    return Comparator.<String>comparingInt(it -> order.contains(it) ? order.indexOf(it) : 99)
        .thenComparing(Comparator.naturalOrder());
  }

  @Override
  protected Comparator<Candidate> getCandidateComparator(boolean caseInsensitive, String word) {
    return Comparator.naturalOrder();
  }

  /** A line for each, with what it means beside it; words without a meaning stand in columns. */
  @Override
  protected PostResult toColumns(
      List<Object> items,
      Candidate selection,
      String completed,
      Function<String, Integer> widthOf,
      int width,
      boolean rowsFirst) {
    List<Candidate> all =
        items.stream()
            .flatMap(it -> it instanceof List<?> list ? list.stream() : Stream.of())
            .map(Candidate.class::cast)
            .toList();
    if (all.stream().allMatch(it -> it.descr() == null)) {
      return super.toColumns(items, selection, completed, widthOf, width, rowsFirst);
    }
    int widest = all.stream().mapToInt(it -> widthOf.apply(it.displ())).max().orElse(0);
    List<AttributedString> lines = new ArrayList<>();
    int selected = -1;
    for (Object item : items) {
      if (item instanceof List<?> list) {
        for (Object candidate : list) {
          selected = candidate == selection ? lines.size() : selected;
          lines.add(line((Candidate) candidate, candidate == selection, widest, width));
        }
      } else {
        lines.add(new AttributedString(item + ":", color ? DIM : AttributedStyle.DEFAULT));
      }
    }
    return new PostResult(
        AttributedString.join(new AttributedString("\n"), lines), lines.size(), selected, 1);
  }

  private AttributedString line(Candidate candidate, boolean selected, int widest, int width) {
    String word = candidate.displ();
    String meaning = candidate.descr() == null ? "" : candidate.descr();
    String pad = meaning.isEmpty() ? "" : " ".repeat(widest - display.wcwidth(word));
    int room = width - 1 - 2 * GAP.length() - widest;
    AttributedStringBuilder line = new AttributedStringBuilder().append(selected ? "> " : GAP);
    line.styled(selected ? AttributedStyle.INVERSE : AttributedStyle.DEFAULT, word);
    line.append(pad).append(meaning.isEmpty() ? "" : GAP);
    line.styled(color ? DIM : AttributedStyle.DEFAULT, shortened(meaning, room));
    return line.toAttributedString();
  }

  private static String shortened(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    int end = text.lastIndexOf(' ', Math.max(width - 3, 0));
    return end <= 0 ? "" : text.substring(0, end) + "...";
  }

  // The line

  private class Plain implements Highlighter {
    @Override
    public AttributedString highlight(LineReader reader, String line) {
      return new AttributedString(line);
    }
  }

  /** Colours, and a dim end where the cursor is at the end of a line that is still being typed. */
  private final class Colors extends Plain {
    private final LineColors colors = new LineColors(language);

    @Override
    public AttributedString highlight(LineReader reader, String line) {
      AttributedStringBuilder shown = new AttributedStringBuilder().append(colors.of(line));
      setTailTip("");
      if (doAutosuggestion && buf.cursor() == line.length() && searchTerm == null) {
        Optional<String> rest = worked.rest(line);
        setTailTip(rest.orElse(""));
        shown.styled(DIM, rest.orElseGet(() -> missing(line)));
      }
      return shown.toAttributedString();
    }
  }

  /** The arguments that are missing behind a command and a space. */
  private String missing(String line) {
    TypedLine typed = TypedLine.of(line);
    List<String> words = typed.last().stream().map(Word::text).toList();
    boolean on = words.size() > 2 && words.get(0).equals("on");
    List<String> own = on ? words.subList(2, words.size()) : words;
    if (own.isEmpty() || typed.endsInComment() || !line.endsWith(" ")) {
      return "";
    }
    CommandLine command = language.all().get(own.get(0));
    String missing =
        command == null ? "" : Usage.missing(Language.usage(command), own.subList(1, own.size()));
    int room = terminal.getSize().getColumns() - prompt.columnLength() - line.length() - 1;
    return missing.length() <= room ? missing : shortened(missing, room);
  }
}
