package quorate.course;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import quorate.report.ListOfRows;
import quorate.report.Wrapping;

/**
 * Markdown as a terminal shows it: paragraphs as wide as it is, lists with their bullets, code as
 * it is. Of a link only the text is left; tables stay as they are written.
 */
public final class MarkdownText {

  private static final Parser PARSER = Parser.builder().build();

  private static final String HARD_BREAK = "\u000B";

  private final int width;
  private final UnaryOperator<String> bold;

  public MarkdownText(int width, UnaryOperator<String> bold) {
    this.width = width;
    this.bold = bold;
  }

  /** A text, without a line end after its last line. */
  public String of(String markdown) {
    List<String> blocks = blocks(PARSER.parse(markdown), width);
    return String.join("\n\n", blocks);
  }

  private List<String> blocks(Node parent, int columns) {
    List<String> blocks = new ArrayList<>();
    for (Node block = parent.getFirstChild(); block != null; block = block.getNext()) {
      String text = block(block, columns);
      if (!text.isEmpty()) {
        blocks.add(text);
      }
    }
    return blocks;
  }

  private String block(Node block, int columns) {
    if (block instanceof FencedCodeBlock code) {
      return indented(code.getLiteral().stripTrailing(), "    ");
    } else if (block instanceof IndentedCodeBlock code) {
      return indented(code.getLiteral().stripTrailing(), "    ");
    } else if (block instanceof BulletList list) {
      return list(list, columns, -1);
    } else if (block instanceof OrderedList list) {
      return list(list, columns, list.getMarkerStartNumber());
    } else if (block instanceof BlockQuote quote) {
      return indented(String.join("\n\n", blocks(quote, columns - 2)), "| ");
    } else if (block instanceof Heading heading) {
      return bold.apply(inline(heading));
    } else if (block instanceof Paragraph) {
      return paragraph(inline(block), columns);
    }
    return "";
  }

  /** The items of a list, a number before each, or a dash if {@code first} is below 0. */
  private String list(Node list, int columns, int first) {
    List<String> items = new ArrayList<>();
    int number = first;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      if (item instanceof ListItem) {
        String mark = first < 0 ? "- " : number++ + ". ";
        String text = String.join("\n", blocks(item, columns - mark.length()));
        String rest = indented(text, " ".repeat(mark.length()));
        items.add(mark + rest.substring(mark.length()));
      }
    }
    return String.join("\n", items);
  }

  private static String paragraph(String text, int columns) {
    if (text.startsWith("|")) {
      return table(text.lines().toList());
    }
    List<String> lines = new ArrayList<>();
    for (String line : text.split(HARD_BREAK)) {
      lines.addAll(Wrapping.lines(line.replace('\n', ' '), columns));
    }
    return String.join("\n", lines);
  }

  /** A table by its lines: columns as wide as their widest cell, without the lines between them. */
  private static String table(List<String> lines) {
    List<List<String>> rows =
        lines.stream()
            .filter(line -> !line.matches("[|: -]+"))
            .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
            .toList();
    return String.join("\n", new ListOfRows(rows).lines(Integer.MAX_VALUE));
  }

  private static String indented(String text, String by) {
    return (by + text.replace("\n", "\n" + by)).replaceAll("(?m) +$", "");
  }

  private String inline(Node node) {
    if (node instanceof Text literal) {
      return literal.getLiteral();
    } else if (node instanceof Code code) {
      return '`' + code.getLiteral() + '`';
    } else if (node instanceof SoftLineBreak) {
      return "\n";
    } else if (node instanceof HardLineBreak) {
      return HARD_BREAK;
    }
    StringBuilder inner = new StringBuilder();
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      inner.append(inline(child));
    }
    return node instanceof StrongEmphasis ? bold.apply(inner.toString()) : inner.toString();
  }
}
