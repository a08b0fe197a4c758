package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The slider over a whole run, branches, and addresses that hold a run, in a browser. */
class RunsInABrowserTest {

  private static final String RAFT = "[aria-label='cluster raft'] ";
  private static final String BULLY = "[aria-label='cluster bully'] ";

  @TempDir Path folder;

  private static String fingerprint(Chromium browser, String cluster) {
    String facts = browser.find(cluster + ".facts").getText();
    return facts.replaceAll("(?s).*fingerprint (\\w+).*", "$1");
  }

  private static List<String> typed(Chromium browser, String verb) {
    return browser.texts("#log .typed").stream().filter(it -> it.startsWith(verb)).toList();
  }

  @Test
  void a_run_is_dragged_back_and_forward_to_the_same_fingerprint_with_one_command_each()
      throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served =
            Program.serve(folder, "start raft 5 --sim --seed 1; crash leader; web")) {
      browser.open(served.address());
      browser.await(RAFT + ".marks .fault");
      assertThat(browser.texts(RAFT + ".marks .fault title")).hasSize(1);
      String here = fingerprint(browser, RAFT);
      String leads = browser.find(RAFT + ".leads").getText();
      WebElement slider = browser.find(RAFT + ".moment");
      browser.drag(slider, 0.98, 0.9, 0.8, 0.6, 0.45, 0.4);
      browser.awaitText("#log", "(?s).*goto .*");
      browser.awaitText(RAFT + ".leads", "leader n3 in epoch 1");
      browser.awaitText(RAFT + ".facts", "(?s)(?!.*" + here + ").*");
      assertThat(typed(browser, "goto")).hasSize(1);
      slider.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.END);
      browser.awaitText(RAFT + ".facts", "(?s).*" + here + ".*");
      browser.awaitText(RAFT + ".leads", leads);
      browser.awaitText("#log", "(?s).*goto .*goto .*");
      assertThat(typed(browser, "goto")).hasSize(2);
      browser.await(RAFT + ".past[hidden]");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void a_branch_is_forked_from_a_moment_and_the_first_one_is_there_again() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served =
            Program.serve(folder, "start raft 5 --sim --seed 1; crash leader; web")) {
      browser.open(served.address());
      browser.await(RAFT + ".marks .fault");
      WebElement slider = browser.find(RAFT + ".moment");
      browser.drag(slider, 0.98, 0.5, 0.4);
      browser.awaitText("#log", "(?s).*goto .*");
      browser.awaitText(RAFT + ".leads", "leader n3 in epoch 1");
      String there = fingerprint(browser, RAFT);
      browser.button(RAFT + ".run-tools button", "fork from here").click();
      browser.await(RAFT + ".branches button");
      assertThat(browser.texts(RAFT + ".branches button")).containsExactly("main", "fork-1");
      browser.find("#line").sendKeys("crash 1\n");
      browser.awaitText("#log", "(?s).*crash 1.*n3 leads as before.*");
      browser.awaitText(RAFT + ".facts", "(?s)(?!.*" + there + ").*");
      browser.button(RAFT + ".branches button", "main").click();
      browser.awaitText(RAFT + ".facts", "(?s).*" + there + ".*");
      browser.awaitText(RAFT + ".branches [aria-pressed='true']", "main");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void over_tcp_one_looks_back_at_the_leader_that_was() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served =
            Program.serve(folder, "start bully 3 --tcp; wait 300ms; crash leader; web")) {
      browser.open(served.address());
      browser.await(BULLY + ".marks .fault");
      browser.awaitText(BULLY + ".leads", "leader n2");
      WebElement live = browser.button(BULLY + ".run-tools button", "live");
      assertThat(live.isEnabled()).isFalse();
      browser.script(
          "const slider = document.querySelector(arguments[0]);"
              + "slider.value = Number(document.querySelector(arguments[1]).dataset.at) - 5;"
              + "slider.dispatchEvent(new Event('input'));",
          BULLY + ".moment",
          BULLY + ".marks .fault");
      browser.awaitText(BULLY + ".leads", "leader n3");
      assertThat(browser.find(BULLY + ".past").getText()).matches("recorded, .* ago");
      live.click();
      browser.awaitText(BULLY + ".leads", "leader n2");
      browser.await(BULLY + ".past[hidden]");
      WebElement replay = browser.button(BULLY + ".time button", "replay");
      browser.script(
          "const host = document.querySelector(arguments[0]);"
              + "window.seen = [];"
              + "new MutationObserver(() => window.seen.push(host.textContent))"
              + ".observe(host, {childList: true, characterData: true, subtree: true});",
          BULLY + ".leads");
      replay.click();
      for (String words : List.of("leader n3", "no leader")) {
        browser.awaitTrue("window.seen.some(it => it.startsWith(arguments[0]))", words);
      }
      assertThat(browser.texts("#log .typed")).as("nothing is done by looking").isEmpty();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void an_address_opens_the_same_run_on_the_page_of_another_server() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served =
            Program.serve(folder, "start raft 5 --sim --seed 1; crash leader; goto 310ms; web");
        Program.Served other = Program.serve(folder, "start raft 3 --sim; web")) {
      browser.open(served.address());
      browser.await(RAFT + ".marks .fault");
      String here = fingerprint(browser, RAFT);
      browser.button(RAFT + ".run-tools button", "link").click();
      browser.await(".address input");
      String address = browser.find(".address input").getAttribute("value");
      assertThat(address).contains("/#run=").doesNotContain("token");
      browser.open(other.address());
      browser.await(RAFT + ".leads");
      browser.script("location.hash = arguments[0]", address.replaceAll(".*#", ""));
      browser.await("dialog[open] .open");
      assertThat(browser.find("dialog h2").getText()).contains("a run of raft 5, ");
      assertThat(browser.texts(".stage")).as("it asks before it runs anything").hasSize(1);
      browser.find("dialog .open").click();
      browser.awaitText("dialog [role='status']", ".*raft-2 .*" + here + ".* is the same.*");
      browser.button("dialog button", "Close").click();
      browser.awaitText("[aria-label='cluster raft-2'] .facts", "(?s).*310.000 ms.*" + here + ".*");
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
