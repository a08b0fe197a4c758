package quorate.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The words of the tables, each with its exact meaning. They stand in {@code glossary.txt}. */
public final class Glossary {

  private static final List<Entry> ENTRIES = entries(read());

  /**
   * One word.
   *
   * @param group what the words around it are about
   * @param word the word; it may be several
   * @param alsoCalled by what else it is found
   */
  public record Entry(String group, String word, List<String> alsoCalled, String meaning) {

    private boolean isCalled(Predicate<String> name) {
      return name.test(word) || alsoCalled.stream().anyMatch(name);
    }
  }

  private Glossary() {}

  private static List<Entry> entries(List<String> lines) {
    List<Entry> all = new ArrayList<>();
    String group = "";
    String head = "";
    List<String> text = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(" ")) {
        text.add(line.strip());
      } else if (line.isBlank() && !text.isEmpty()) {
        List<String> names = List.of(head.split(" \\| "));
        String meaning = String.join(" ", text);
        all.add(new Entry(group, names.get(0), names.subList(1, names.size()), meaning));
        text.clear();
      } else if (line.startsWith("= ")) {
        group = line.substring(2);
      } else if (!line.startsWith("#")) {
        head = line;
      }
    }
    return List.copyOf(all);
  }

  private static List<String> read() {
    try (InputStream in = Glossary.class.getResourceAsStream("glossary.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> all = new ArrayList<>(lines.lines().toList());
      all.add("");
      return all;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static List<Entry> all() {
    return ENTRIES;
  }

  /** All words, without what else they are called. */
  public static List<String> words() {
    return all().stream().map(Entry::word).toList();
  }

  /** A word, as it is written or in other letters; {@code n7} is a node. */
  public static Optional<Entry> find(String word) {
    String wanted = word.matches("n\\d+") ? "node" : word;
    return first(wanted::equals).or(() -> first(wanted::equalsIgnoreCase));
  }

  /**
   * What the head of a row says, word by word: {@code converged, median} is two. Empty if a part of
   * it is no word.
   */
  public static List<Entry> ofLabel(String label) {
    Optional<Entry> whole = find(label.strip());
    if (whole.isPresent()) {
      return List.of(whole.get());
    }
    List<Optional<Entry>> parts =
        Arrays.stream(label.strip().toLowerCase(Locale.ROOT).split(", "))
            .map(Glossary::find)
            .toList();
    return parts.stream().allMatch(Optional::isPresent)
        ? parts.stream().map(Optional::get).toList()
        : List.of();
  }

  private static Optional<Entry> first(Predicate<String> name) {
    return all().stream().filter(entry -> entry.isCalled(name)).findFirst();
  }
}
