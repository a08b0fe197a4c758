package quorate.report.timeline;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import quorate.spi.Message;

/** Finds wordings that there is room for, and remembers how names of messages were shortened. */
public final class Labels {

  /** A capital letter, and the rest of its word. */
  private static final Pattern WORD = Pattern.compile("([A-Z])([^A-Z]*)");

  private final String more;
  private final Map<String, String> shortened = new TreeMap<>();

  /**
   * @param more what stands for letters that are left out
   */
  public Labels(String more) {
    this.more = more;
  }

  /** A message's name, and yes or no if that is all that it says besides numbers. */
  public static String of(Message message) {
    List<RecordComponent> answers =
        Stream.of(message.getClass().getRecordComponents())
            .filter(it -> it.getType() == boolean.class)
            .toList();
    if (answers.size() != 1) {
      return message.name();
    }
    try {
      boolean yes = (boolean) answers.get(0).getAccessor().invoke(message);
      return message.name() + (yes ? " yes" : " no");
    } catch (ReflectiveOperationException hidden) {
      throw new IllegalStateException("a message is a public record: " + message, hidden);
    }
  }

  /** The first of some wordings that has at most so many letters; nothing if none has. */
  static String first(List<String> wordings, int room) {
    return wordings.stream().filter(it -> it.length() <= room).findFirst().orElse("");
  }

  /**
   * The name of a message, and its answer if it has one: whole, or its first words as initials, or
   * all of them, or cut off.
   */
  public String message(String label, int room) {
    int space = label.indexOf(' ');
    String name = space < 0 ? label : label.substring(0, space);
    String answer = space < 0 ? "" : label.substring(space);
    for (String form : forms(name)) {
      if ((form + answer).length() <= room) {
        if (!form.equals(name)) {
          shortened.put(form, name);
        }
        return form + answer;
      }
    }
    int left = room - more.length();
    return left < 3 ? "" : name.substring(0, Math.min(left, name.length())) + more;
  }

  private static List<String> forms(String name) {
    List<String> initials = new ArrayList<>();
    String last = "";
    Matcher words = WORD.matcher(name);
    while (words.find()) {
      initials.add(words.group(1));
      last = words.group(2);
    }
    String all = String.join("", initials);
    return initials.size() < 2 ? List.of(name) : List.of(name, all + last, all);
  }

  /** What the shortened names stand for, in a line; empty if none was shortened. */
  String legend() {
    return shortened.entrySet().stream()
        .map(it -> it.getKey() + " = " + it.getValue())
        .collect(Collectors.joining(", "));
  }
}
