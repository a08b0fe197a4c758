package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live page, served by the program, in a browser. */
class LivePageInABrowserTest {

  private static final String LEADS = "[aria-label='cluster %s'] .leads";

  @TempDir Path folder;

  private static void type(Chromium browser, String line) {
    browser.find("#line").sendKeys(line + "\n");
  }

  /** The node that leads a cluster, as the page says it. */
  private static int leader(Chromium browser, String cluster) {
    String words = browser.find(LEADS.formatted(cluster)).getText();
    return Integer.parseInt(words.replaceAll("leader n(\\d+).*", "$1"));
  }

  private static String fingerprint(Chromium browser, String cluster) {
    String facts = browser.find("[aria-label='cluster " + cluster + "'] .facts").getText();
    return facts.replaceAll("(?s).*fingerprint (\\w+).*", "$1");
  }

  private static void press(Chromium browser, String cluster, int node, String what) {
    browser.find("[aria-label='cluster " + cluster + "'] [data-node='" + node + "']").click();
    browser.await(".menu");
    browser.button(".menu [role='menuitem']", what).click();
  }

  @Test
  void clusters_are_started_crashed_cut_and_moved_in_time_on_the_page() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, "start raft 5 --sim --seed 1; web")) {
      browser.open(served.address());
      browser.await("[aria-label='cluster raft'] .leads");
      type(browser, "start paxos 5 --sim --seed 1");
      browser.await("[aria-label='cluster paxos']");
      type(browser, "start bully 5 --sim --seed 1");
      browser.await("[aria-label='cluster bully']");
      for (String cluster : List.of("raft", "paxos", "bully")) {
        browser.awaitText(LEADS.formatted(cluster), "leader n\\d.*");
        int before = leader(browser, cluster);
        press(browser, cluster, before, "crash");
        browser.awaitText("#log", "(?s).*on " + cluster + " crash " + before + "\\b.*");
        browser.awaitText(LEADS.formatted(cluster), "leader n(?!" + before + ").*");
      }
      String here = fingerprint(browser, "raft");
      type(browser, "on raft back 10");
      browser.awaitText("#log", "(?s).*on raft back 10.*");
      browser.awaitText("[aria-label='cluster raft'] .facts", "(?s)(?!.*" + here + ").*");
      type(browser, "on raft step 10");
      browser.awaitText("[aria-label='cluster raft'] .facts", "(?s).*" + here + ".*");
      assertThat(browser.complaints()).isEmpty();
      assertThat(
              browser.script(
                  "return performance.getEntriesByType('resource')"
                      + ".filter(it => !it.name.startsWith(location.origin)).length"))
          .isEqualTo(0L);
    }
  }

  @Test
  void the_live_page_has_no_serious_fault_for_those_who_do_not_see_it() throws Exception {
    String axe = System.getProperty("quorate.axe", "");
    assumeTrue(
        !axe.isEmpty(), "no axe-core: pass -Dquorate.axe=.../axe.min.js (npm pack axe-core)");
    try (Chromium browser = new Chromium();
        Program.Served served =
            Program.serve(folder, "start raft 5 --sim --seed 1; start bully 3 --sim; web")) {
      browser.open(served.address());
      browser.await("[aria-label='cluster bully'] .leads");
      type(browser, "crash leader");
      browser.awaitText("#log", "(?s).*crash leader.*");
      browser.script(Files.readString(Path.of(axe)));
      assertThat((List<?>) browser.async(Chromium.SERIOUS_FAULTS)).isEmpty();
    }
  }
}
