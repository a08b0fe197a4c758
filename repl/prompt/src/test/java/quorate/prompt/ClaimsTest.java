package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages claim of papers and of runs has been looked up, and stays so. */
class ClaimsTest {

  private static final Pattern SECTION = Pattern.compile("§(\\d+(?:\\.\\d+)*)");

  /**
   * What each section is about, by source. One that is named for the first time has to be looked up
   * first.
   */
  private static final Map<String, List<String>> LOOKED_UP =
      Map.of(
          "the extended Raft paper",
          List.of(
              "2", // replicated state machines: available as long as a majority can talk
              "5.1", // terms
              "5.2", // elections
              "5.3", // replication and commitment
              "5.4", // safety
              "5.4.1", // the election restriction
              "5.6", // timing and availability
              "6", // membership
              "7", // compaction
              "8", // clients
              "9.3"), // performance, with Figure 16
          "the dissertation",
          List.of(
              "3.10", // transfer of leadership
              "4.2.3", // disruptive servers: heard from a leader within the minimum timeout
              "6.2", // a leader steps down without a round to a majority
              "9.4", // AvailSim
              "9.5", // what it shows with servers down, and with logs that differ
              "9.6"), // Pre-Vote: logs, and no valid leader heard within the minimum timeout
          "Paxos Made Simple",
          List.of(
              "2", // consensus
              "2.2", // choosing a value
              "2.3", // learning it
              "2.4", // progress
              "2.5", // implementation
              "3"), // a state machine
          "Coulouris and others",
          List.of("15.3")); // elections

  /** Each was printed or written once, and the run or the source says otherwise. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "first message across the mended link",
        "`help start` names an option against",
        "as cheap as it gets",
        "It was not the highest node that won",
        "It saw one acceptance",
        "no leader deposed by whoever comes back",
        "It calls the fault Byzantine",
        "no algorithm can promise both",
        "Bully always has somebody",
        "the highest node leads, always",
        "within the same 2000 ms",
      })
  void a_claim_that_was_found_to_be_wrong_is_not_made_again(String claim) throws IOException {
    String words = claim.replaceAll("\\s+", " ");
    for (Path page : pages()) {
      assertThat(Files.readString(page).replaceAll("\\s+", " "))
          .as("%s", page)
          .doesNotContain(words);
    }
  }

  @Test
  void a_section_that_a_page_names_has_been_looked_up() throws IOException {
    Set<String> known = new TreeSet<>();
    LOOKED_UP.values().forEach(known::addAll);
    Map<String, String> unknown = new TreeMap<>();
    for (Path page : pages()) {
      Matcher named = SECTION.matcher(Files.readString(page));
      while (named.find()) {
        if (!known.contains(named.group(1))) {
          unknown.put(named.group(1), page.getFileName().toString());
        }
      }
    }
    assertThat(unknown).as("sections that nobody looked up").isEmpty();
  }

  /**
   * §9.6 asks for the log and for a leader: a page that names it as an option names both halves.
   */
  @Test
  void a_page_that_gives_the_section_of_pre_vote_with_the_option_says_that_it_is_half_of_it()
      throws IOException {
    for (Path page : pages()) {
      String text = Files.readString(page).replaceAll("\\s+", " ");
      if (text.contains("9.6") && text.contains("prevote")) {
        assertThat(text).as("%s", page).contains("recent-leader");
      }
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Page.ROOT.resolve("docs"))) {
      return Stream.concat(
              files.filter(it -> it.toString().endsWith(".md")).sorted(),
              Stream.of(Page.ROOT.resolve("README.md")))
          .toList();
    }
  }
}
