package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The space-time diagram of the live page, beside the stage. */
class LiveDiagramInABrowserTest {

  private static final String ELECTIONS =
      "start raft 5 --sim --seed 1; partition 1,2; heal; crash leader; web";

  @TempDir Path folder;

  private static void type(Chromium browser, String line) {
    browser.find("#line").sendKeys(line + "\n");
    browser.awaitScript(
        "return [...document.querySelectorAll('#log .typed')].pop()?.textContent", line);
  }

  /** Opens the page, and waits until its diagram has all that happened. */
  private static ShownDiagram open(Chromium browser, Program.Served served) {
    browser.open(served.address());
    browser.await(".diagram canvas");
    return awaitAll(browser);
  }

  private static ShownDiagram awaitAll(Chromium browser) {
    browser.awaitScript(
        "return document.querySelector('.diagram').diagram.trace.last"
            + " === app.state.clusters[0].last_event",
        "true");
    return new ShownDiagram(browser);
  }

  @Test
  void a_click_lights_the_causes_that_the_prompt_prints() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, ELECTIONS)) {
      ShownDiagram diagram = open(browser, served);
      type(browser, "why leader");
      List<String> why = ShownDiagram.chainIn(browser.find("#log article:last-child").getText());
      diagram.clickLeader();
      assertThat(diagram.chain()).hasSizeGreaterThan(5).isEqualTo(why);
      assertThat(diagram.number("return it.lit.size")).isEqualTo(why.size());
    }
  }

  @Test
  void a_hover_says_what_the_node_said_and_a_filter_hides() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, ELECTIONS)) {
      ShownDiagram diagram = open(browser, served);
      assertThat(diagram.hoverVote()).contains("delivered", "RequestVote[", "voted for");
      diagram.assertThatFilterHides("RequestVote");
      type(browser, "crash leader");
      awaitAll(browser);
      assertThat(browser.button(".diagram .filters label", "RequestVote").getText()).isNotEmpty();
      assertThat(
              diagram.number(
                  "return it.trace.flights.filter(f => it.hiddenNames.has(f.name)).length"))
          .as("hidden in what came since, too")
          .isGreaterThan(4);
    }
  }

  @Test
  void a_lost_message_ends_in_a_cross_on_the_stage_and_in_the_diagram() throws Exception {
    String lost = "app.state.clusters[0].messages.filter(it => it.lost)";
    try (Chromium browser = new Chromium();
        Program.Served served =
            Program.serve(folder, "start raft 5 --sim --seed 1; set follow off; web")) {
      ShownDiagram diagram = open(browser, served);
      type(browser, "loss 60%");
      type(browser, "wait 60ms");
      browser.awaitScript("return " + lost + ".length > 2", "true");
      awaitAll(browser);
      assertThat(browser.script("return document.querySelectorAll('.flight.lost .cross').length"))
          .as("one for each link and type: the newest")
          .isEqualTo(
              browser.script(
                  "return new Set(" + lost + ".map(it => `${it.from} ${it.to} ${it.type}`)).size"));
      assertThat(
              diagram.script(
                  "it.heartbeats = true; it.showAll(); it.paint();" // before more is read
                      + " const all = it.trace.flights.filter(f => f.lost);"
                      + " const shown = "
                      + lost
                      + ".every(m => all.some(f => f.sent === m.sent_at));"
                      + " return shown && it.drawn.crosses === all.length"))
          .isEqualTo(true);
    }
  }
}
