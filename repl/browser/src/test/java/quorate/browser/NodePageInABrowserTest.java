package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.browser.Program.Served;
import quorate.netty.node.FreePorts;
import quorate.netty.node.HostPort;

/** The page of a node, one of three processes, in a browser. */
class NodePageInABrowserTest {

  private static final int SIZE = 3;
  private static final String BIG = "#role .big";

  @TempDir Path folder;
  private final List<Served> nodes = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    List<Integer> ports = FreePorts.find(SIZE).stream().map(HostPort::port).toList();
    String peers =
        IntStream.rangeClosed(1, SIZE)
            .mapToObj(id -> id + "=127.0.0.1:" + ports.get(id - 1))
            .collect(Collectors.joining(","));
    for (int id = 1; id <= SIZE; id++) {
      nodes.add(
          Program.node(
              folder,
              List.of(
                  "raft",
                  "--id=" + id,
                  "--listen=127.0.0.1:" + ports.get(id - 1),
                  "--http=127.0.0.1:0",
                  "--peers=" + peers,
                  "--data=" + folder.resolve("n" + id),
                  "--allow-faults",
                  "election=1000..2000ms")));
    }
  }

  @AfterEach
  void stop() {
    nodes.forEach(Served::close);
  }

  /** Opens the page of the node that leads, and returns its id. */
  private int openLeader(Chromium browser) {
    browser.open(nodes.get(0).address());
    browser.awaitText(BIG, "leader|follows n\\d");
    String words = browser.find(BIG).getText();
    int leader = words.equals("leader") ? 1 : Integer.parseInt(words.replaceAll("\\D", ""));
    browser.open(nodes.get(leader - 1).address());
    browser.awaitText(BIG, "leader");
    return leader;
  }

  @Test
  void a_leader_is_asked_to_step_down_and_links_are_cut_and_healed() {
    try (Chromium browser = new Chromium()) {
      int leader = openLeader(browser);
      browser.awaitText("#events ol", "(?s).*leads in epoch \\d.*");
      int other = leader == 1 ? 2 : 1;
      String link = "%d->%d".formatted(other, leader);
      browser.find("[aria-label='cut " + link + "']").click();
      browser.awaitText("#answer", "cut: n" + other + "->n" + leader);
      browser.awaitText("#ways", "(?s).*cut\n.*");
      browser.find("[aria-label='delay " + link + "']").click();
      browser.find("[aria-label='heal " + link + "']").click();
      browser.awaitText("#answer", "heal: n" + other + "->n" + leader);
      browser.awaitText(BIG, "leader|follows.*");
      browser.open(nodes.get(openLeader(browser) - 1).address());
      browser.awaitText(BIG, "leader");
      browser.find("#step-down").click();
      browser.awaitText("#events ol", "(?s).*resign n\\d.*");
      assertThat(browser.complaints()).isEmpty();
      assertThat(
              browser.script(
                  "return performance.getEntriesByType('resource')"
                      + ".filter(it => !it.name.startsWith(location.origin)).length"))
          .isEqualTo(0L);
    }
  }

  @Test
  void the_page_says_that_its_node_is_gone() {
    try (Chromium browser = new Chromium()) {
      int leader = openLeader(browser);
      nodes.get(leader - 1).process().destroyForcibly();
      browser.awaitText("#silent", "The node is silent.*");
    }
  }

  @Test
  void the_page_of_a_node_has_no_serious_fault_for_those_who_do_not_see_it() throws Exception {
    String axe = System.getProperty("quorate.axe", "");
    assumeTrue(
        !axe.isEmpty(), "no axe-core: pass -Dquorate.axe=.../axe.min.js (npm pack axe-core)");
    try (Chromium browser = new Chromium()) {
      openLeader(browser);
      browser.size(500, 1200);
      browser.script(Files.readString(Path.of(axe)));
      assertThat((List<?>) browser.async(Chromium.SERIOUS_FAULTS)).isEmpty();
    }
  }
}
