package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream of events that the tabs of a browser share. */
class StreamsInABrowserTest {

  private static final String CLUSTER = "start raft 5 --sim --seed 1; web";
  private static final String LEADS = "[aria-label='cluster raft'] .leads";

  /** Notes how long the server has been silent when the page says so. */
  private static final String NOTES_SILENCE =
      "new MutationObserver(() => { window.noted ??= Math.round(performance.now() - app.heard); })"
          + ".observe(app.silent, {childList: true})";

  /** A browser has no more than six connections to a server at a time. */
  private static final int TABS = 8;

  @TempDir Path folder;

  private static void openTabs(Chromium browser, String address, int count) {
    browser.open(address);
    for (int i = 1; i < count; i++) {
      browser.openTab(address);
    }
  }

  private static void type(Chromium browser, String line) {
    browser.find("#line").sendKeys(line + "\n");
  }

  /** How many streams the server has open, as it says itself. */
  private static void awaitStreams(Chromium browser, int count) {
    browser.awaitScript("return app.streams", Integer.toString(count));
  }

  @Test
  void eight_tabs_are_live_by_one_stream_and_all_get_an_answer() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, CLUSTER)) {
      openTabs(browser, served.address(), TABS);
      awaitStreams(browser, 1);
      type(browser, "crash leader");
      browser.inEachTab(
          () -> {
            browser.awaitText("#log", "(?s).*crash leader.*");
            browser.awaitText(LEADS, "leader n\\d in epoch 2");
            awaitStreams(browser, 1);
            assertThat(browser.complaints()).isEmpty();
          });
    }
  }

  @Test
  void a_tab_that_opens_late_gets_what_it_lacks_and_one_that_closes_is_forgotten()
      throws Exception {
    String locks =
        "const done = arguments[0]; navigator.locks.query()"
            + ".then(all => done([all.held, all.pending].map(it => it.length).join(' and ')))";
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, CLUSTER)) {
      openTabs(browser, served.address(), 3);
      type(browser, "crash leader");
      browser.awaitText("#log", "(?s).*crash leader.*");
      browser.openTab(served.address());
      browser.awaitText("#log", "(?s).*crash leader.*");
      browser.awaitText(LEADS, "leader n\\d in epoch 2");
      assertThat(browser.async(locks))
          .as("held by tabs, wanted by the worker")
          .isEqualTo("4 and 4");
      browser.closeTab();
      browser.closeTab();
      type(browser, "status"); // the worker hears of it before it hands this out
      browser.awaitText("#log", "(?s).*status.*");
      assertThat(browser.async(locks)).isEqualTo("2 and 2");
    }
  }

  @Test
  void every_tab_says_that_the_server_is_gone_and_goes_on_with_the_next_at_its_port()
      throws Exception {
    try (Chromium browser = new Chromium()) {
      String port;
      try (Program.Served served = Program.serve(folder, CLUSTER)) {
        port = portOf(served);
        openTabs(browser, served.address(), 2);
        type(browser, "crash leader");
        browser.inEachTab(() -> browser.awaitText("#log", "(?s).*crash leader.*"));
        browser.script(NOTES_SILENCE);
      }
      browser.inEachTab(() -> browser.awaitText("#silent", "The server is silent.*"));
      System.out.printf(
          "a page says that its server is gone after %s ms%n", browser.script("return noted"));
      String next = "start bully 3 --sim; status; web --port " + port;
      try (Program.Served served = Program.serve(folder, next)) {
        browser.openTab(served.address());
        browser.inEachTab(
            () -> {
              browser.await("[aria-label='cluster bully']");
              browser.awaitText("#silent", "");
              awaitStreams(browser, 1);
            });
        type(browser, "counts");
        browser.inEachTab(() -> browser.awaitText("#log", "(?s).*counts.*"));
      }
    }
  }

  private static String portOf(Program.Served served) throws IOException {
    Matcher port = Pattern.compile(":(\\d+)/").matcher(served.address());
    if (!port.find()) {
      throw new IOException("no port in " + served.address());
    }
    return port.group(1);
  }

  @Test
  void without_a_shared_worker_each_tab_has_its_stream() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served = Program.serve(folder, CLUSTER)) {
      browser.beforeEachPage("delete window.SharedWorker");
      browser.open(served.address());
      browser.openTab(served.address()); // which has a worker
      browser.inEachTab(() -> awaitStreams(browser, 2));
      type(browser, "crash leader");
      browser.inEachTab(() -> browser.awaitText(LEADS, "leader n\\d in epoch 2"));
    }
  }
}
