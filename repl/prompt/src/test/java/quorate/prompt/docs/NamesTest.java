package quorate.prompt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.commonmark.node.Link;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Catalog;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Timing;

/** What the pages of the algorithms name is there: classes, methods, options, promises. */
class NamesTest {

  /** What the modules of the algorithms declare, and what all of them share. */
  private static final Set<String> DECLARED = new TreeSet<>();

  static {
    DECLARED.addAll(Sources.declaredBelow(Sources.ofAlgorithms()));
    DECLARED.addAll(Sources.declaredBelow(List.of(Page.ROOT.resolve("algorithms/spi/src/main"))));
  }

  /** The last words of all names: methods, variables, timers, messages. */
  private static final Set<String> WORDS =
      DECLARED.stream()
          .map(name -> name.substring(name.indexOf('.') + 1))
          .collect(Collectors.toSet());

  @Test
  void a_link_to_a_java_file_names_what_the_file_declares() {
    List<String> wrong = new ArrayList<>();
    Map<Path, Set<String>> byFile = new TreeMap<>();
    int checked = 0;
    for (Page page : Page.ofAlgorithms()) {
      for (Link link : page.links()) {
        if (link.getDestination().endsWith(".java")) {
          checked++;
          Path file = page.file().resolveSibling(link.getDestination()).normalize();
          Set<String> declared = byFile.computeIfAbsent(file, Sources::declaredIn);
          if (!declared.contains(Page.text(link))) {
            wrong.add(page + " names " + Page.text(link) + ", and links to " + file.getFileName());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(checked).as("links that were found").isGreaterThan(100);
  }

  @Test
  void a_name_between_backticks_is_declared_somewhere() {
    List<String> unknown = new ArrayList<>();
    for (Page page : Page.ofAlgorithms()) {
      Set<String> linked =
          page.links().stream()
              .filter(link -> link.getDestination().endsWith(".java"))
              .map(Page::text)
              .collect(Collectors.toSet());
      page.codes().stream()
          .filter(NamesTest::looksLikeAName)
          .filter(code -> !linked.contains(code) && !WORDS.contains(code))
          .forEach(code -> unknown.add(page + ": " + code));
    }
    assertThat(unknown).isEmpty();
  }

  /** {@code Prepare}, {@code votedFor}, {@code ELECTION}, {@code RaftNode.onStart}. */
  private static boolean looksLikeAName(String code) {
    return code.matches("[A-Z]\\w+(\\.\\w+)?|[a-z]+[A-Z]\\w*");
  }

  @Test
  void each_algorithm_has_a_page_that_names_its_options_and_says_its_promises() {
    for (ElectionAlgorithm algorithm : Catalog.load().all()) {
      Page page = Page.read(Page.ROOT.resolve("docs/algorithms/" + algorithm.name() + ".md"));
      String text = Page.text(page.document());
      assertThat(page.rowsWith("option").stream().map(row -> row.get("option")))
          .as("options on %s", page)
          .containsExactlyInAnyOrderElementsOf(
              algorithm.options().stream().map(Option::name).toList());
      for (Property promise : Property.values()) {
        assertThat(text.contains(promise.sentence()))
            .as("%s says '%s'", page, promise.sentence())
            .isEqualTo(algorithm.promises().contains(promise) || isBounded(promise, algorithm));
      }
    }
    assertThat(Page.ofAlgorithms()).hasSameSizeAs(Catalog.load().all());
  }

  private static boolean isBounded(Property promise, ElectionAlgorithm algorithm) {
    return promise == Property.ONE_LEADER_AT_A_TIME
        && algorithm.clockBound(Timing.DEFAULT, Map.of()).isPresent();
  }

  @Test
  void a_method_that_is_gone_would_be_noticed() {
    assertThat(DECLARED)
        .contains("RaftNode.onRequestVote", "RaftMessage.RequestVote", "Prepare.ballot")
        .doesNotContain("RaftNode.onVoteRequested");
    assertThat(WORDS).contains("ELECTION", "votedFor").doesNotContain("votedAgainst");
    assertThat(looksLikeAName("votedFor")).isTrue();
  }
}
