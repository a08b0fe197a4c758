package quorate.course;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The choices of a prediction, as the list in a chapter's text has them: {@code - **a** nobody}.
 */
final class Choices {

  private static final Pattern ITEM =
      Pattern.compile("^- \\*\\*([a-z])\\*\\*[:.]?\\s+(\\S.*(?:\\R  +\\S.*)*)", Pattern.MULTILINE);

  private static final Pattern LETTER =
      Pattern.compile("^- \\*\\*([a-z])\\*\\*[:.]? +", Pattern.MULTILINE);

  private Choices() {}

  /** The same text with a bracket behind each letter, for who cannot see that it is bold. */
  static String lettered(String markdown) {
    return LETTER.matcher(markdown).replaceAll("- **$1)** ");
  }

  /** The text of each choice by its letter, in order; none if there is no such list. */
  static Map<String, String> in(String markdown) {
    Map<String, String> choices = new LinkedHashMap<>();
    Matcher item = ITEM.matcher(markdown);
    while (item.find()) {
      String text = item.group(2).replaceAll("\\s+", " ").replaceAll("[`*]", "");
      choices.put(item.group(1), text.replaceFirst("[.;,]$", ""));
    }
    return choices;
  }
}
