package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results and reports on the live page, in a browser. */
class ResultsInABrowserTest {

  private static final int[] WIDTHS = {360, 1280, 2560};

  @TempDir Path folder;

  private static void type(Chromium browser, String line) {
    browser.find("#line").sendKeys(line + "\n");
  }

  /** The figures of the row of a message, as the bars have them. */
  private static List<String> bars(Chromium browser, String type) {
    return browser.texts("#bars tr").stream()
        .filter(it -> it.startsWith(type + " ") || it.startsWith(type + "\n"))
        .map(it -> it.replaceAll("\\s+", " "))
        .toList();
  }

  @Test
  void results_change_as_the_cluster_does() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served =
            Program.serve(folder, "set follow off; start raft 5 --sim --seed 1; web")) {
      browser.open(served.address());
      browser.awaitText("#outcomes", "(?s).*after\\s+start.*leader\\s+n3.*");
      assertThat(bars(browser, "RequestVote")).containsExactly("RequestVote 4 0");
      browser.script("document.querySelector('#outcomes table').focus()");
      browser.script("app.run('crash leader')");
      browser.awaitText("#outcomes", "(?s).*after\\s+crash n3\\s+leader\\s+none agreed.*");
      browser.script("app.run('wait 1s')");
      browser.awaitText("#outcomes", "(?s).*after\\s+crash n3\\s+leader\\s+n4.*converged.*");
      browser.awaitText("#bars", "(?s).*RequestVote\\s+8\\s+1.*");
      assertThat(
              browser.script(
                  "return document.activeElement === document.querySelector('#outcomes table')"))
          .as("what has the focus keeps it while figures change")
          .isEqualTo(true);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void a_comparison_shows_its_curves_while_it_runs_and_is_ended_by_a_button() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, "web")) {
      browser.open(served.address());
      browser.await("#line");
      type(browser, "compare raft paxos --sim --trials 100000");
      browser.awaitText("#experiment-words", "[\\d,]+ of 200,000 trials.*");
      browser.await("#experiment-report svg.curves");
      assertThat(browser.find("#experiment-bar").isDisplayed()).isTrue();
      browser.find("#experiment-stop").click();
      browser.awaitText("#log", "(?s).*compare raft paxos.*show under Experiment.*");
      browser.awaitText("#experiment-report", "(?s).*stopped: the figures are about the trials.*");
      assertThat(browser.find("#experiment-bar").isDisplayed()).isFalse();
      assertThat(browser.find("#experiment-report svg.curves").isDisplayed()).isTrue();
      browser
          .button("#experiment-report .replay", "replay raft/5/crash-leader/seed=1/trial=")
          .click();
      browser.await("[aria-label='cluster replay'] .leads");
      browser.find("#experiment-close").click();
      assertThat(browser.find("#experiment").isDisplayed()).isFalse();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void while_something_has_the_screen_of_the_prompt_the_page_says_why_it_waits() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, "web")) {
      browser.open(served.address());
      browser.await("#line");
      String words = "import('./words.js').then(it => arguments[1](it.busyWords(arguments[0])))";
      assertThat(browser.async(words, "watch raft")).asString().contains("until a key ends it");
      assertThat(browser.async(words, "crash leader")).isEqualTo("running: crash leader");
      type(browser, "compare raft --sim --trials 100000");
      browser.awaitText("#busy", "running: compare raft.*");
      type(browser, "status");
      browser.awaitText("#log", "(?s).*status \\(waits for the command that runs\\).*");
      browser.find("#interrupt").click();
      browser.awaitText("#log", "(?s).*no cluster is running.*");
      assertThat(browser.texts("#log").get(0)).doesNotContain("waits for");
    }
  }

  @Test
  void a_cell_of_the_matrix_opens_its_replay_on_the_stage() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, "web")) {
      browser.open(served.address());
      browser.await("#line");
      type(browser, "matrix bully --nodes 4 --seeds 2 --fault partition-even --fault no-fault");
      browser.await(".matrix td.broken button");
      assertThat(browser.texts(".matrix tbody tr").get(0)).contains("partition-even", "broken");
      assertThat(browser.texts(".matrix-legend dt")).contains("✓ kept", "✗ broken");
      browser.find(".matrix td.broken button").click();
      browser.awaitText("[aria-label='cluster replay'] .leads", "leader.*");
      browser.awaitText("#log", "(?s).*replay bully/4/partition-even/.*");
      type(browser, "back 5");
      browser.awaitText("#log", "(?s).*back 5.*");
      assertThat(browser.texts("#log .failed")).isEmpty();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void at_every_width_nothing_is_wider_than_the_window_and_nobody_is_left_out() throws Exception {
    String axe = System.getProperty("quorate.axe", "");
    try (Chromium browser = new Chromium();
        Program.Served served =
            Program.serve(folder, "start raft 5 --sim; start paxos 5 --sim; crash leader; web")) {
      browser.open(served.address());
      browser.awaitText("#outcomes", "(?s).*leader.*");
      type(browser, "matrix raft bully --nodes 3 --seeds 1");
      browser.await(".matrix td button");
      for (boolean dark : new boolean[] {false, true}) {
        for (int width : WIDTHS) {
          browser.look(width, 900, dark);
          assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
              .as("width of the page in " + width + " pixels")
              .isLessThanOrEqualTo(width);
          if (!axe.isEmpty()) {
            browser.script(Files.readString(Path.of(axe)));
            assertThat((List<?>) browser.async(Chromium.SERIOUS_FAULTS)).as("axe").isEmpty();
          }
        }
      }
      assumeTrue(!axe.isEmpty(), "no axe-core: the widths alone were looked at");
    }
  }
}
