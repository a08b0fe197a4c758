package quorate.prompt.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A page of the documentation, and what it is made of. */
record Page(Path file, Node document) {

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  /** The folder that holds the README. */
  static final Path ROOT =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .normalize()
          .getParent()
          .getParent();

  /** Every page of the documentation, but those of what was built. */
  static List<Page> all() {
    List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    files.addAll(markdownIn(ROOT.resolve("docs")));
    files.addAll(markdownIn(ROOT.resolve("algorithms")));
    return files.stream().map(Page::read).toList();
  }

  /** The pages of the algorithms, but their index. */
  static List<Page> ofAlgorithms() {
    return markdownIn(ROOT.resolve("docs/algorithms")).stream()
        .filter(file -> !file.endsWith("README.md"))
        .map(Page::read)
        .toList();
  }

  static Page read(Path file) {
    try {
      return new Page(file, PARSER.parse(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> markdownIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file name without its ending, which is the name of the algorithm on a page of one. */
  String name() {
    return file.getFileName().toString().replace(".md", "");
  }

  List<Link> links() {
    return all(Link.class, document);
  }

  /** What stands between backticks. */
  List<String> codes() {
    return all(Code.class, document).stream().map(Code::getLiteral).toList();
  }

  /** The fenced blocks of a language. */
  List<FencedCodeBlock> blocks(String language) {
    return all(FencedCodeBlock.class, document).stream()
        .filter(block -> block.getInfo().equals(language))
        .toList();
  }

  /** The rows of each table that has these words at the heads of columns, by those heads. */
  List<Map<String, String>> rowsWith(String... heads) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (TableBlock table : all(TableBlock.class, document)) {
      List<List<String>> cells =
          all(TableRow.class, table).stream()
              .map(row -> all(TableCell.class, row).stream().map(Page::text).toList())
              .toList();
      if (cells.get(0).containsAll(List.of(heads))) {
        cells.stream().skip(1).forEach(row -> rows.add(byHead(cells.get(0), row)));
      }
    }
    return rows;
  }

  private static Map<String, String> byHead(List<String> heads, List<String> row) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < heads.size(); i++) {
      cells.put(heads.get(i), row.get(i));
    }
    return cells;
  }

  /** What may stand behind a # in a link to this page, as GitHub makes it from the headings. */
  Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    for (Heading heading : all(Heading.class, document)) {
      String words = text(heading).toLowerCase(Locale.ROOT);
      String anchor = words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
      int copies = 0;
      while (!anchors.add(copies == 0 ? anchor : anchor + "-" + copies)) {
        copies++;
      }
    }
    return anchors;
  }

  /** The words below a node, without their mark-up. */
  static String text(Node node) {
    return all(Node.class, node).stream().map(Page::literal).collect(Collectors.joining());
  }

  private static String literal(Node node) {
    if (node instanceof Text text) {
      return text.getLiteral();
    }
    if (node instanceof Code code) {
      return code.getLiteral();
    }
    return node instanceof SoftLineBreak ? " " : "";
  }

  /** Every node of a kind below another one, in the order of the page. */
  private static <T extends Node> List<T> all(Class<T> kind, Node node) {
    List<T> found = new ArrayList<>();
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      if (kind.isInstance(child)) {
        found.add(kind.cast(child));
      }
      found.addAll(all(kind, child));
    }
    return found;
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
