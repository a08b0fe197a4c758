package quorate.course;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import quorate.course.Step.Claim;
import quorate.lab.Printable;

/**
 * Reads a chapter from its page. What is for the prompt alone stands in HTML comments, which a page
 * does not show: {@code docs/exercises/README.md} says how a chapter is written.
 */
final class ChapterText {

  /** What a line begins with that is typed. */
  static final String PROMPT = "quorate> ";

  private static final Pattern TITLE = Pattern.compile("(\\d+)\\. +(\\S.*)");
  private static final Pattern DIRECTIVE =
      Pattern.compile("<!-- (chapter|predict|goal|claim)\\s*\\n(.*?)-->\\s*", Pattern.DOTALL);
  private static final Pattern DETAILS =
      Pattern.compile("<details>\\s*<summary>(.*?)</summary>\\s*", Pattern.DOTALL);

  private final String id;
  private final List<String> lines;
  private final List<Step> steps = new ArrayList<>();
  private Directive head;
  private int number;
  private String title = "";

  // the step that is being read
  private String heading = "";
  private final List<String> text = new ArrayList<>();
  private final List<String> hints = new ArrayList<>();
  private final List<String> solution = new ArrayList<>();
  private final List<String> demonstration = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private Optional<Task> task = Optional.empty();

  /** What the next part of the text needs to be true; empty for most. */
  private Optional<Directive> claim = Optional.empty();

  /** What a {@code <details>} that is open is about; empty outside of one. */
  private String folded = "";

  private final List<String> foldedText = new ArrayList<>();

  private ChapterText(String id, String markdown) {
    this.id = id;
    this.lines = markdown.lines().toList();
  }

  /**
   * Reads a chapter.
   *
   * @param id the name of its file, without the ending
   * @throws IllegalArgumentException if it is not written as a chapter must be; names the line
   */
  static Chapter read(String id, String written) {
    String markdown = Printable.withoutMark(written);
    ChapterText text = new ChapterText(id, markdown);
    Node page =
        Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build().parse(markdown);
    for (Node block = page.getFirstChild(); block != null; block = block.getNext()) {
      text.readAt(block);
    }
    return text.chapter();
  }

  private void readAt(Node block) {
    try {
      read(block);
    } catch (IllegalArgumentException wrong) {
      int line = block.getSourceSpans().get(0).getLineIndex() + 1;
      throw new IllegalArgumentException(id + ", line " + line + ": " + wrong.getMessage(), wrong);
    }
  }

  private void read(Node block) {
    if (block instanceof HtmlBlock html && html.getLiteral().startsWith("<")) {
      readHtml(html.getLiteral());
    } else if (!folded.isEmpty()) {
      readFolded(block);
    } else if (block instanceof Heading h && h.getLevel() == 1) {
      readTitle(source(block).replaceFirst("#\\s*", ""));
    } else if (block instanceof Heading h && h.getLevel() == 2) {
      endStep();
      heading = source(block).replaceFirst("##\\s*", "");
    } else if (block instanceof FencedCodeBlock code && code.getInfo().equals("quorate")) {
      readDemonstration(code.getLiteral());
    } else {
      readText(source(block));
    }
  }

  /** The page shows what comes of it; a learner sees that by typing it. */
  private void readDemonstration(String session) {
    demonstration.addAll(typedIn(session));
    endStep();
  }

  private static List<String> typedIn(String session) {
    return session
        .lines()
        .filter(line -> line.startsWith(PROMPT))
        .map(line -> line.substring(PROMPT.length()))
        .toList();
  }

  private void readText(String part) {
    claim.ifPresent(it -> claims.add(it.claim(part)));
    claim.ifPresent(Directive::refuseRest);
    claim = Optional.empty();
    text.add(part);
  }

  private void readTitle(String line) {
    Matcher matcher = TITLE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a title is like: # 3. What it costs; got: " + line);
    }
    number = Integer.parseInt(matcher.group(1));
    title = matcher.group(2);
  }

  private void readHtml(String html) {
    Matcher directive = DIRECTIVE.matcher(html);
    Matcher details = DETAILS.matcher(html);
    if (directive.matches()) {
      readDirective(directive.group(1), Directive.read(directive.group(2)));
    } else if (details.matches()) {
      folded = details.group(1).strip();
    } else if (html.strip().equals("</details>")) {
      endFolded();
    } else if (!html.startsWith("<!--")) {
      throw new IllegalArgumentException("this HTML means nothing here: " + html.strip());
    }
  }

  private void readDirective(String kind, Directive directive) {
    if (kind.equals("chapter")) {
      head = directive;
      return;
    } else if (kind.equals("claim")) {
      claim = Optional.of(directive);
      return;
    } else if (task.isPresent()) {
      endStep();
    }
    if (kind.equals("predict")) {
      task = Optional.of(directive.prediction(choices()));
      endStep();
    } else {
      task = Optional.of(directive.goal());
    }
    directive.refuseRest();
  }

  private Map<String, String> choices() {
    return Choices.in(String.join("\n\n", text));
  }

  private void readFolded(Node block) {
    boolean isRun = !folded.equals("Hint");
    if (isRun && block instanceof FencedCodeBlock code && code.getInfo().equals("quorate")) {
      solution.addAll(typedIn(code.getLiteral()));
    } else {
      foldedText.add(source(block));
    }
  }

  private void endFolded() {
    boolean isHint = folded.equals("Hint");
    if (isHint) {
      hints.add(String.join("\n\n", foldedText));
    }
    foldedText.clear();
    folded = "";
    if (!isHint) {
      endStep(); // what comes after the solution is for those who are there
    }
  }

  private void endStep() {
    if (claim.isPresent()) {
      throw new IllegalArgumentException("a comment '<!-- claim' stands before a part of the text");
    }
    if (!text.isEmpty() || task.isPresent()) {
      String all = String.join("\n\n", text);
      steps.add(new Step(heading, all, claims, task, hints, solution, demonstration));
    }
    text.clear();
    claims.clear();
    hints.clear();
    solution.clear();
    demonstration.clear();
    task = Optional.empty();
  }

  private Chapter chapter() {
    endStep();
    if (title.isEmpty() || head == null) {
      throw new IllegalArgumentException(
          id + " has no title, or no comment '<!-- chapter' that says how long it takes");
    } else if (!folded.isEmpty()) {
      throw new IllegalArgumentException(id + ": '" + folded + "' is not closed with </details>");
    } else if (steps.stream().noneMatch(step -> step.goal().isPresent())) {
      throw new IllegalArgumentException(id + " has no goal");
    }
    try {
      return chapter(head);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(id + ", chapter: " + wrong.getMessage(), wrong);
    }
  }

  private Chapter chapter(Directive head) {
    int minutes = Integer.parseInt(head.one("minutes"));
    boolean overTcp = List.of(head.one("runs").split("\\s+")).contains("tcp");
    head.refuseRest();
    return new Chapter(id, number, title, minutes, overTcp, steps);
  }

  private String source(Node block) {
    List<String> own = new ArrayList<>();
    for (SourceSpan span : block.getSourceSpans()) {
      own.add(lines.get(span.getLineIndex()));
    }
    return String.join("\n", own);
  }
}
