package quorate.prompt.editor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a command is typed, and what of it is still missing behind some words. */
final class Usage {

  /** What stands in brackets is one part; so is a word. */
  private static final Pattern PART = Pattern.compile("\\[[^]]*]|\\S+");

  private Usage() {}

  /**
   * What can still be typed.
   *
   * @param usage in the form of help: {@code pause NODES [for TIME]}, or several with | between
   * @param words what is typed behind the name of the command
   */
  static String missing(String usage, List<String> words) {
    String name = usage.split(" ", 2)[0];
    Set<String> missing = new LinkedHashSet<>();
    List<String> form = new ArrayList<>();
    for (String part : (usage + " |").split(" (?![^\\[]*])")) {
      if (part.equals("|")) {
        rest(form, words).ifPresent(missing::add);
        form.clear();
      } else if (!(form.isEmpty() && part.equals(name))) {
        form.add(part);
      }
    }
    missing.remove("");
    return String.join(" | ", missing);
  }

  /** What is left of one form; empty if the words do not fit it. */
  private static Optional<String> rest(List<String> form, List<String> words) {
    List<String> left = new ArrayList<>();
    Matcher parts = PART.matcher(String.join(" ", form));
    while (parts.find()) {
      left.add(parts.group());
    }
    for (String word : words) {
      int option = indexOf(left, word);
      if (option >= 0) {
        left.remove(option);
      } else if (!word.startsWith("-") && !word.contains("=") && !take(left, word)) {
        return Optional.empty();
      }
    }
    return Optional.of(String.join(" ", left));
  }

  /** The part in brackets that begins with this word, or offers it. */
  private static int indexOf(List<String> parts, String word) {
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      boolean optional = part.startsWith("[");
      if (optional && List.of(part.replaceAll("[\\[\\]]", "").split("[ |]+")).contains(word)) {
        return i;
      }
    }
    return -1;
  }

  /** Takes away the part that a word fills; false if the form has another word there. */
  private static boolean take(List<String> parts, String word) {
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.startsWith("[-") || part.contains("=")) {
        continue;
      }
      if (part.matches("[a-z-]+") && !part.equals(word)) {
        return false;
      }
      if (!part.contains("...")) {
        parts.remove(i);
      }
      return true;
    }
    return true; // the value of an option, or one word too many
  }
}
