package quorate.prompt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages, help, comments and messages do without turns over which a native reader stumbles. */
class EnglishTest {

  /** What nobody writes, and what they write instead. */
  private static final Map<Pattern, String> INSTEAD = new LinkedHashMap<>();

  static {
    instead("believes? to lead", "believes that it leads");
    instead("\\beach [0-9]+ ?(ms|s|trials|runs)\\b", "every 50 ms");
    instead(
        "\\ba row a \\w|\\ba line an? \\w|\\bone a node\\b|\\ban object a \\w",
        "one row per trial");
    instead("\\ban own \\w", "its own, or one of its own");
    instead("heartbeats apart", "excluding heartbeats");
    instead("\\bc[ao]mes? to lead\\b", "becomes leader");
    instead("\\bstands? for election\\b", "starts an election");
    instead("\\b(gives?|gave) up (its|their|the) office\\b", "steps down");
    instead("\\bon (its|their) way up\\b", "starting");
    instead("\\banew\\b", "again");
    instead("\\bthereby\\b", "so");
    instead("\\bto be found in\\b", "is in");
    instead("\\bis said by\\b", "X says");
    instead("\\bhad better\\b", "leave it off");
    instead("\\ball that it needs\\b", "you need");
    instead("\\bparted\\b", "partitioned");
    instead("\\bwhoever\\b", "the node that");
    instead("\\ball chance comes\\b", "the source of all random choices");
    instead("\\bas yet\\b", "so far, or still");
    instead("\\bunless (told|said)\\b", "by default");
    instead(
        "\\bone (announcement|figure|instance|leader|line|object|sentence|start) an? \\w",
        "one line per event");
  }

  private static void instead(String pattern, String better) {
    INSTEAD.put(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), better);
  }

  @Test
  void no_page_and_no_source_has_a_turn_that_makes_a_reader_stumble() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : texts()) {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        boolean glossaryAlias = file.endsWith("glossary.txt") && line.contains(" | ");
        for (Map.Entry<Pattern, String> it : INSTEAD.entrySet()) {
          Matcher matcher = it.getKey().matcher(line);
          if (matcher.find() && !glossaryAlias) {
            found.add(
                "%s:%d: '%s'; write: %s"
                    .formatted(Page.ROOT.relativize(file), number, matcher.group(), it.getValue()));
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  /**
   * Transcripts and golden files hold what the program says. This file holds the turns, and
   * ClaimsTest quotes what pages once said.
   */
  private static List<Path> texts() throws IOException {
    try (Stream<Path> all = Files.walk(Page.ROOT)) {
      return all.filter(Files::isRegularFile)
          .filter(it -> it.toString().matches(".*\\.(java|md|txt|quorate)"))
          .filter(it -> !it.toString().matches(".*/(target|\\.git|transcripts|golden)/.*"))
          .filter(it -> !it.toString().matches(".*/(EnglishTest|ClaimsTest)\\.java"))
          .filter(it -> !it.endsWith("CHANGELOG.md"))
          .sorted()
          .toList();
    }
  }
}
