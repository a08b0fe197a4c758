package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.Point;

/** What is done on the stage of the live page with a mouse, a keyboard and a finger. */
class StageInABrowserTest {

  private static final String START = "start raft 5 --sim --seed 1";

  @TempDir Path folder;

  private final Chromium browser = new Chromium();
  private Program.Served served;

  @AfterEach
  void close() {
    browser.close();
    if (served != null) {
      served.close();
    }
  }

  private StagePage stage(String commands) throws Exception {
    served = Program.serve(folder, commands + "; web");
    browser.open(served.address());
    return new StagePage(browser, "raft");
  }

  private void type(String line) {
    browser.find("#line").sendKeys(line + "\n");
  }

  @Test
  void each_button_entry_and_gesture_is_a_command_of_the_prompt_that_does_the_same()
      throws Exception {
    StagePage raft = stage(START);
    doAllToNodes(raft);
    doAllToLinks(raft);
    drawAndSelect(raft);
    for (String button : List.of("step", "back", "align")) {
      raft.press(button);
    }
    String here = raft.fingerprint();
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.texts("#log .failed")).isEmpty();
    type("history 100");
    browser.awaitText("#log article:last-child .command", "history 100");
    assertThat(browser.find("#log article:last-child .answer").getText().lines())
        .extracting(it -> it.replaceFirst("^\\s*\\d+\\s+", ""))
        .containsSubsequence(raft.commands());
    String again = START + "; " + String.join("; ", raft.commands()) + "; status";
    assertThat(Program.type(folder, again)).contains(here);
  }

  private static void doAllToNodes(StagePage raft) {
    int follower = raft.leader() % 5 + 1;
    for (String words :
        List.of("pause", "resume", "crash", "restart", "crash", "restart with an empty disk")) {
      raft.choose(raft.node(follower), words);
    }
    for (String words : List.of("isolate", "deaf: hears nothing", "mute: is not heard")) {
      raft.choose(raft.node(follower), words);
      raft.press("heal");
    }
    for (String words : List.of("inspect", "fire its timer ELECTION")) {
      raft.choose(raft.node(follower), words);
    }
    raft.ask(raft.node(follower), "pause for a time", 0, "pause " + follower + " for 2s");
    raft.choose(raft.node(raft.leader()), "resign");
  }

  private static void doAllToLinks(StagePage raft) {
    for (String words : List.of("cut", "heal", "cut from n2 to n3", "cut from n3 to n2", "heal")) {
      raft.choose(raft.link("2-3"), words);
    }
    raft.ask(raft.link("2-3"), "delay", 2, "delay 30ms 2->3");
    raft.ask(raft.link("2-3"), "loss", 1, "loss 20% 2-3");
    raft.ask(raft.link("2-3"), "duplicate", 3, "duplicate 10% 3->2");
    raft.ask(raft.link("2-3"), "reorder", 1, "reorder 10% 2-3");
    raft.press("heal");
  }

  private void drawAndSelect(StagePage raft) {
    raft.runs(
        "cut 1-4",
        () ->
            browser
                .hand()
                .moveToElement(raft.node(4))
                .clickAndHold()
                .moveToElement(raft.node(1))
                .release()
                .perform());
    raft.press("heal");
    int wide = raft.picture().getSize().getWidth() / 2 - 5;
    raft.runs(
        "partition 1",
        () -> {
          browser
              .hand()
              .moveToElement(raft.picture(), -wide, -120)
              .clickAndHold()
              .moveToElement(raft.picture(), 0, -120)
              .perform();
          raft.awaitText(".says", "partition 1");
          browser.hand().release().perform();
        });
    raft.press("heal");
    browser
        .hand()
        .keyDown(Keys.SHIFT)
        .click(raft.node(4))
        .click(raft.node(2))
        .keyUp(Keys.SHIFT)
        .perform();
    raft.awaitText(".says", "n2, n4 selected");
    raft.press("partition 2,4");
    raft.press("heal");
  }

  @Test
  void with_keys_alone_nodes_are_selected_and_menus_opened() throws Exception {
    StagePage raft = stage(START);
    browser.script("arguments[0].focus()", raft.node(1));
    browser.hand().sendKeys(" ", Keys.ARROW_RIGHT, " ").perform();
    raft.awaitText(".says", "n1, n2 selected");
    assertThat(raft.node(2).getAttribute("aria-label")).endsWith("selected");
    browser.hand().sendKeys(Keys.ESCAPE).perform();
    raft.awaitText(".says", "");
    assertThat(raft.node(2).getAttribute("aria-label")).doesNotContain("selected");
    browser.hand().sendKeys(Keys.ENTER).perform();
    browser.await(".menu");
    raft.runs("pause 2", () -> browser.hand().sendKeys("p", Keys.ENTER).perform());
    assertThat(raft.node(2).getAttribute("aria-label")).contains("paused");
  }

  @Test
  void a_line_that_parts_nobody_and_one_that_is_given_up_do_nothing() throws Exception {
    StagePage raft = stage(START);
    var picture = raft.picture();
    int wide = picture.getSize().getWidth() / 2 - 5;
    int high = picture.getSize().getHeight() / 2 - 5;
    browser
        .hand()
        .moveToElement(picture, -wide, -high)
        .clickAndHold()
        .moveToElement(picture, wide, -high)
        .release()
        .moveToElement(picture, -wide, 0)
        .clickAndHold()
        .moveToElement(picture, wide, 0)
        .sendKeys(Keys.ESCAPE)
        .release()
        .perform();
    type("net");
    browser.awaitText("#log article:last-child .command", "net");
    assertThat(browser.texts("#log article")).hasSize(1);
  }

  @Test
  void what_did_not_work_is_said_on_the_stage() throws Exception {
    StagePage raft = stage(START);
    raft.link("2-3").click();
    browser.await(".menu");
    browser.button(".menu [role='menuitem']", "delay").click();
    browser.await(".ask");
    browser.hand().sendKeys("soon", Keys.ENTER).perform();
    raft.awaitText(".says.bad", ".*soon.*");
  }

  @Test
  void a_finger_opens_menus_cuts_links_and_draws_partitions() throws Exception {
    StagePage raft = stage(START);
    browser.script("arguments[0].scrollIntoView({block: 'center'})", raft.picture());
    Point first = browser.middle(raft.node(1));
    Point third = browser.middle(raft.node(3));
    browser.touch(browser.middle(raft.node(2)));
    browser.await(".menu");
    raft.runs(
        "pause 2",
        () -> browser.touch(browser.middle(browser.button(".menu [role='menuitem']", "pause"))));
    Point half = new Point((first.x + third.x) / 2, (first.y + third.y) / 2);
    raft.runs("cut 1-3", () -> browser.touch(first, half, third));
    raft.press("heal");
    Point above = new Point(first.x - 60, first.y + 20);
    Point below = new Point(first.x - 60, first.y + 190);
    raft.runs("partition 4,5", () -> browser.touch(above, new Point(above.x, above.y + 80), below));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void while_time_plays_a_crash_is_seen_to_fly_and_its_outcome_comes_after_it() throws Exception {
    StagePage raft = stage(START);
    int leader = raft.leader();
    browser.button("button", "play").click();
    raft.choose(raft.node(leader), "crash");
    assertThat(browser.find("#log").getText()).contains("raft plays on the page");
    raft.awaitText(".leads", "no leader");
    browser.await(".flight.election");
    raft.awaitText(".leads", "leader n(?!" + leader + ").*");
    browser.awaitText("#log article:last-child", "(?s)crash " + leader + ".*converged.*");
  }

  @Test
  void a_run_that_was_read_is_only_looked_at() throws Exception {
    StagePage raft = stage(START + "; export jsonl run.jsonl; stop all; open run.jsonl");
    assertThat(raft.text("header")).contains("recorded, virtual time");
    assertThat(browser.texts(".stage-tools button")).isEmpty();
    assertThat(raft.menuOf(raft.leader()))
        .containsExactly("why it leads", "its last events", "status");
    browser.hand().sendKeys(Keys.ESCAPE).perform();
    for (String words : List.of("why it leads", "its last events", "status")) {
      raft.choose(raft.node(raft.leader()), words);
    }
    assertThat(browser.texts("#log .failed")).isEmpty();
    raft.link("2-3").click();
    assertThat(browser.texts(".menu")).isEmpty();
  }

  @Test
  void stop_it_ends_a_long_comparison() throws Exception {
    StagePage raft = stage(START);
    type("compare raft --sim --trials 100000");
    browser.awaitTrue("!document.getElementById('interrupt').hidden");
    browser.find("#interrupt").click();
    browser.awaitTrue("document.getElementById('interrupt').hidden");
    browser.awaitText("#log article:last-child .command", "compare raft --sim --trials 100000");
    raft.choose(raft.node(1), "pause");
  }
}
