package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Breaks lines that are wider than the screen between words. */
public final class Wrapping {

  private static final int NARROWEST = 20;

  /** With this begins what turns bold on and off; an m ends it. */
  private static final String BOLD = "\u001B[";

  private static final Pattern STYLE = Pattern.compile("\u001B\\[[0-9;]*m");

  /** A word or some, and the space before what explains them; or the space before a text. */
  private static final Pattern INDENT = Pattern.compile("( +\\S.*?\\S {2,}(?=\\S)| *)");

  private Wrapping() {}

  /**
   * A line as one or several. What follows stands below the text that it goes on, also where that
   * is the second of two columns.
   */
  public static List<String> lines(String line, int width) {
    Matcher matcher = INDENT.matcher(line);
    int indent = matcher.lookingAt() ? matcher.end() : 0;
    List<String> lines = new ArrayList<>();
    String rest = line;
    int at = breakOf(rest, indent, width);
    while (at > 0) {
      lines.add(rest.substring(0, at).stripTrailing());
      rest = " ".repeat(indent) + rest.substring(at + 1).stripLeading();
      at = breakOf(rest, indent, width);
    }
    lines.add(rest);
    return lines;
  }

  public static String text(String line, int width) {
    return text(List.of(line), width);
  }

  /** Lines that are wrapped one by one, as one text. */
  public static String text(List<String> lines, int width) {
    return lines.stream()
        .flatMap(line -> lines(line, width).stream())
        .collect(Collectors.joining("\n"));
  }

  /** Texts with an empty line between each two of them; those that are empty are left out. */
  public static String paragraphs(String... texts) {
    return Stream.of(texts).filter(it -> !it.isEmpty()).collect(Collectors.joining("\n\n"));
  }

  /** How many columns a line takes. */
  static int columns(String line) {
    return STYLE.matcher(line).replaceAll("").length();
  }

  /** Where to break a line: at a space; 0 if it is short enough, or has none at a good place. */
  private static int breakOf(String line, int indent, int width) {
    int end = end(line, width);
    if (end == line.length() || width - indent < NARROWEST) {
      return 0;
    }
    int space = line.lastIndexOf(' ', end);
    return space > indent ? space : 0;
  }

  /** Where in a line so many columns end. What turns bold on and off takes none. */
  private static int end(String line, int columns) {
    int taken = 0;
    for (int at = 0; at < line.length(); at++) {
      if (line.startsWith(BOLD, at)) {
        at = line.indexOf('m', at);
      } else if (taken++ == columns) {
        return at;
      }
    }
    return line.length();
  }
}
