package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** A report, in a browser. */
class ReportInABrowserTest {

  private static final String STORY =
      "start raft 5 --sim --seed 1; start bully 5 --sim --seed 1; partition 1,2; heal; crash leader";

  /** Zooms and moves the diagram in each of sixty frames, and tells how far they are apart. */
  private static final String FRAMES =
      "const done = arguments[0]; const it = document.querySelector('.diagram').diagram;"
          + " it.heartbeats = true; it.showAll(); const all = []; let last;"
          + " const next = now => { if (last) all.push(now - last); last = now;"
          + " if (all.length % 2) it.zoom(0.8); else it.pan((it.to - it.from) / 20);"
          + " if (all.length < 60) return requestAnimationFrame(next);"
          + " all.sort((a, b) => a - b);"
          + " done([all[30], all[59]].map(t => t.toFixed(1)).join(' and ')); };"
          + " requestAnimationFrame(next)";

  @TempDir Path folder;

  private static long number(Object script) {
    return ((Number) script).longValue();
  }

  @Test
  void a_report_loads_nothing_and_complains_of_nothing() throws Exception {
    Program.type(folder, STORY + "; report run.html");
    try (Chromium browser = new Chromium()) {
      browser.open(folder.resolve("run.html"));
      assertThat(browser.complaints()).isEmpty();
      assertThat(number(browser.script("return performance.getEntriesByType('resource').length")))
          .isZero();
      assertThat(browser.texts("h2"))
          .containsExactly(
              "What came back",
              "What the clusters are now",
              "raft, 5 nodes",
              "bully, 5 nodes",
              "To see it again");
      assertThat(browser.texts(".again pre")).containsExactly(STORY.replace("; ", "\n"));
      assertThat(browser.texts(".answer thead th")).containsExactly("raft", "bully");
    }
  }

  @Test
  void a_click_lights_the_causes_that_the_prompt_prints() throws Exception {
    String why = Program.type(folder, STORY + "; report run.html; on raft why leader");
    try (Chromium browser = new Chromium()) {
      browser.open(folder.resolve("run.html"));
      ShownDiagram diagram = new ShownDiagram(browser);
      diagram.clickLeader();
      assertThat(diagram.chain()).hasSizeGreaterThan(5).isEqualTo(ShownDiagram.chainIn(why));
    }
  }

  @Test
  void a_hover_says_what_the_node_said_and_a_filter_hides() throws Exception {
    Program.type(folder, STORY + "; report run.html");
    try (Chromium browser = new Chromium()) {
      browser.open(folder.resolve("run.html"));
      ShownDiagram diagram = new ShownDiagram(browser);
      assertThat(diagram.hoverVote()).contains("delivered", "RequestVote[", "voted for");
      diagram.assertThatFilterHides("RequestVote");
    }
  }

  @Test
  void every_lost_message_ends_in_a_cross() throws Exception {
    Program.type(folder, "start raft 5 --sim --seed 1; loss 30%; wait 2s; report run.html");
    try (Chromium browser = new Chromium()) {
      browser.open(folder.resolve("run.html"));
      String shown =
          "it.heartbeats = true; it.showAll(); it.zoom(0.001); it.paint();"
              + " const seen = it.trace.flights.filter(f => f.lost);"
              + " let crosses = 0;"
              + " for (const f of seen) { it.showTimes(f.begin, f.until); it.paint();"
              + " const [from, to] = [it.ruler.time(it.from), it.ruler.time(it.to)];"
              + " const here = seen.filter(o => o.begin <= to && o.until >= from).length;"
              + " if (it.drawn.crosses !== here) return [f.sent, it.drawn.crosses, here].join();"
              + " crosses++; }"
              + " return crosses";
      assertThat(new ShownDiagram(browser).number(shown)).isGreaterThan(50);
    }
  }

  @Test
  void the_keyboard_reaches_all_of_it() throws Exception {
    Program.type(folder, STORY + "; report run.html");
    try (Chromium browser = new Chromium()) {
      browser.open(folder.resolve("run.html"));
      ShownDiagram diagram = new ShownDiagram(browser);
      WebElement canvas = diagram.canvas();
      canvas.sendKeys("0");
      double all = ((Number) diagram.script("return it.to - it.from")).doubleValue();
      canvas.sendKeys("++");
      assertThat(((Number) diagram.script("return it.to - it.from")).doubleValue())
          .isLessThan(all * 0.6);
      canvas.sendKeys("nn");
      assertThat(browser.texts(".chain li")).isNotEmpty();
      assertThat(diagram.number("return it.selected")).isPositive();
    }
  }

  @Test
  void a_name_with_markup_in_it_is_text() throws Exception {
    Path scenario = folder.resolve("<img src=x onerror=document.title=1>.quorate");
    Files.writeString(scenario, "# <script>document.title=2</script>\ncrash leader\n");
    Program.type(
        folder, "compare raft --sim --trials 3 --scenario '" + scenario + "'; report run.html");
    try (Chromium browser = new Chromium()) {
      browser.open(folder.resolve("run.html"));
      assertThat(browser.texts("h1").get(0)).contains("<img src=x onerror");
      assertThat(browser.texts("img")).isEmpty();
      assertThat(browser.complaints()).isEmpty();
      assertThat((String) browser.script("return document.title")).startsWith("compare raft");
    }
  }

  @Test
  void a_page_has_no_serious_fault_for_those_who_do_not_see_it() throws Exception {
    String axe = System.getProperty("quorate.axe", "");
    assumeTrue(
        !axe.isEmpty(), "no axe-core: pass -Dquorate.axe=.../axe.min.js (npm pack axe-core)");
    Program.type(folder, STORY + "; report run.html");
    try (Chromium browser = new Chromium()) {
      browser.open(folder.resolve("run.html"));
      browser.script(Files.readString(Path.of(axe)));
      assertThat((List<?>) browser.async(Chromium.SERIOUS_FAULTS)).isEmpty();
    }
  }

  /** Prints figures, and judges none. */
  @Test
  void a_run_of_a_hundred_thousand_events_opens_and_moves() throws Exception {
    Program.type(folder, "start raft 9 --sim --seed 1; wait 150s; crash leader; report long.html");
    try (Chromium browser = new Chromium()) {
      browser.open(folder.resolve("long.html"));
      ShownDiagram diagram = new ShownDiagram(browser);
      long events = diagram.number("it.paint(); return it.trace.length");
      Object open =
          browser.script("return performance.getEntriesByType('navigation')[0].domComplete");
      System.out.printf(
          "%,d events, %,d KB: open after %s ms; from frame to frame while it zooms and moves"
              + " (median and longest) %s ms%n",
          events, Files.size(folder.resolve("long.html")) / 1000, open, browser.async(FRAMES));
      assertThat(events).isEqualTo(100_000);
    }
  }
}
