package quorate.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.report.Json;

/** One of the conditions that a path joins by {@code &&}: {@code @.down == 2}. */
record Condition(String text, FactPath path) {

  private static final Pattern COMPARED =
      Pattern.compile(
          "@\\.([\\w.]+(?:\\['[\\w-]+'])?(?:-\\w+)*)(\\(\\))? *(==|!=|>=?|<) *'?(.*?)'?");

  private static final Pattern EMPTY = Pattern.compile("@\\.(\\w+) empty (true|false)");

  static List<Condition> all(String filter) {
    List<Condition> all = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    char quote = 0;
    for (int i = 0; i < filter.length(); i++) {
      char at = filter.charAt(i);
      if (quote != 0) {
        quote = at == quote && filter.charAt(i - 1) != '\\' ? 0 : quote;
      } else if (at == '\'' || at == '/') {
        quote = at;
      } else if (at == '(' || at == '[') {
        depth++;
      } else if (at == ')' || at == ']') {
        depth--;
      } else if (depth == 0 && filter.startsWith("&&", i)) {
        all.add(of(filter.substring(begin, i)));
        begin = i + 2;
      }
    }
    all.add(of(filter.substring(begin)));
    return all;
  }

  private static Condition of(String text) {
    return new Condition(text.strip(), new FactPath("$[?(" + text + ")]"));
  }

  boolean isMet(JsonNode item) {
    return path.matches(Json.array().add(item));
  }

  private Matcher compared() {
    return COMPARED.matcher(text);
  }

  String field() {
    Matcher matcher = compared();
    return matcher.matches() ? matcher.group(1) : "";
  }

  String value() {
    Matcher matcher = compared();
    return matcher.matches() ? matcher.group(4) : "";
  }

  boolean isEqual() {
    Matcher matcher = compared();
    return matcher.matches() && matcher.group(3).equals("==");
  }

  boolean isIdentity() {
    return isEqual() && (field().equals("algorithm") || field().equals("cluster"));
  }

  /** What is seen, and what is wanted instead. */
  Optional<String> inWords(JsonNode item) {
    Matcher empty = EMPTY.matcher(text);
    if (empty.matches() && empty.group(1).equals("links_down")) {
      return Optional.of(
          empty.group(2).equals("true") ? "links are still down" : "all links are up");
    }
    Matcher matcher = compared();
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String field = matcher.group(1);
    String wanted = matcher.group(4);
    return Optional.ofNullable(
        switch (matcher.group(3)) {
          case "==" -> equal(item, field, wanted);
          case ">", ">=" -> more(item, field, matcher.group(3).equals(">"), wanted);
          case "!=" -> unwanted(field, wanted);
          default -> null;
        });
  }

  private static String equal(JsonNode item, String field, String wanted) {
    JsonNode seen = item.path(field);
    return switch (field) {
      case "size" -> counted(seen.asInt(), "node") + " there" + goal(wanted);
      case "down" -> counted(seen.asInt(), "node") + " down" + goal(wanted);
      case "paused" -> counted(seen.asInt(), "node") + " paused" + goal(wanted);
      case "links_down.length" ->
          counted(item.path("links_down").size(), "link") + " down" + goal(wanted);
      default -> setting(item, field, wanted);
    };
  }

  private static String setting(JsonNode item, String field, String wanted) {
    boolean option = field.startsWith("options");
    if (!option && !field.startsWith("settings")) {
      return null;
    }
    String name = name(field);
    JsonNode seen = item.path(option ? "options" : "settings").path(name);
    String now = seen.isMissingNode() ? "is not set" : "is " + seen.asText();
    return name + " " + now + goal(name + "=" + wanted);
  }

  private static String unwanted(String field, String value) {
    return field.startsWith("options")
        ? name(field) + " is " + value + goal("a cluster without that")
        : null;
  }

  private static String name(String field) {
    return field.replaceFirst("^\\w+(\\.|\\[')", "").replace("']", "");
  }

  private static String more(JsonNode item, String field, boolean strictly, String wanted) {
    String least = (strictly ? "more than " : "at least ") + wanted;
    return switch (field) {
      case "since_fault_ms" ->
          item.path(field).isNumber()
              ? millis(item.path(field)) + " have passed since the last fault" + goal(least + " ms")
              : null;
      case "faults.length" ->
          item.path("faults").isEmpty()
              ? "nothing was done to the cluster so far"
              : "there were " + item.path("faults").size() + " faults so far" + goal(least);
      default -> null;
    };
  }

  private static String millis(JsonNode number) {
    return Math.round(number.asDouble()) + " ms";
  }

  private static String goal(String wanted) {
    return " (the goal: " + wanted + ")";
  }

  /** {@code no link is}, {@code 2 links are}. */
  private static String counted(int count, String what) {
    return count == 1
        ? "1 " + what + " is"
        : (count == 0 ? "no " : count + " ") + what + (count == 0 ? " is" : "s are");
  }
}
