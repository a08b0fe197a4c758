package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.support.ui.Select;

/** The form of the live page that starts a cluster. */
class StartFormInABrowserTest {

  private static final String OPTION = ".start .options [name='%s']";

  @TempDir Path folder;

  @Test
  void a_cluster_is_started_with_the_timing_and_the_variant_that_were_chosen() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, "web")) {
      browser.open(served.address());
      browser.awaitText(".start code", "start raft 5 --sim");
      browser.find(".start form summary").click();
      browser.await(OPTION.formatted("prevote="));
      new Select(browser.find(OPTION.formatted("prevote="))).selectByVisibleText("on");
      browser.find(OPTION.formatted("election=")).sendKeys("300..600ms");
      browser.find(OPTION.formatted("--name ")).sendKeys("calm");
      String command = "start raft 5 --sim election=300..600ms prevote=on --name calm";
      assertThat(browser.find(".start code").getText()).isEqualTo(command);
      browser.button(".start button", "Start").click();
      browser.awaitText("[aria-label='cluster calm'] .leads", "leader n\\d in epoch 1");
      assertThat(browser.texts("#log .typed")).containsExactly(command);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void another_algorithm_has_its_own_variants() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, "web")) {
      browser.open(served.address());
      browser.awaitText(".start code", "start raft 5 --sim");
      browser.find(".start form summary").click();
      browser.await(OPTION.formatted("prevote="));
      new Select(browser.find("#start-algorithm")).selectByVisibleText("paxos");
      browser.awaitText(".start code", "start paxos 5 --sim");
      browser.await(OPTION.formatted("backoff="));
      assertThat(browser.texts(OPTION.formatted("prevote="))).isEmpty();
      assertThat(browser.find(".start code").getText()).isEqualTo("start paxos 5 --sim");
    }
  }

  @Test
  void a_page_without_a_cluster_has_no_serious_fault_for_those_who_do_not_see_it()
      throws Exception {
    String axe = System.getProperty("quorate.axe", "");
    assumeTrue(
        !axe.isEmpty(), "no axe-core: pass -Dquorate.axe=.../axe.min.js (npm pack axe-core)");
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, "web")) {
      browser.open(served.address());
      browser.awaitText(".start code", "start raft 5 --sim");
      browser.find(".start form summary").click();
      browser.await(OPTION.formatted("prevote="));
      browser.find(".legend summary").click();
      browser.script(Files.readString(Path.of(axe)));
      assertThat((List<?>) browser.async(Chromium.SERIOUS_FAULTS)).isEmpty();
    }
  }
}
