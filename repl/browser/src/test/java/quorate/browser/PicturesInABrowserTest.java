package quorate.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The screenshots of the documentation: {@code -Drewrite=true} takes them again. */
class PicturesInABrowserTest {

  private static final Path PICTURES = Path.of("../../docs/pictures");

  /** Requests for votes are under way in one cluster, and the first election in the other. */
  private static final List<String> DURING_AN_ELECTION =
      List.of(
          "wait 1s", "crash leader", "on raft goto 1474.6ms", "on bully goto 1393.3ms", "status");

  @TempDir Path folder;

  @Test
  void the_live_page_is_pictured() throws Exception {
    assumeTrue(Boolean.getBoolean("rewrite"), "pictures are taken with -Drewrite=true only");
    try (Chromium browser = new Chromium();
        Program.Served served =
            Program.serve(
                folder,
                "set follow off; start raft 5 --sim --seed 1; start bully 5 --sim --seed 1; web")) {
      browser.size(1180, 900);
      browser.open(served.address());
      browser.await("[aria-label='cluster bully'] .leads");
      for (String line : DURING_AN_ELECTION) {
        browser.find("#line").sendKeys(line + "\n");
        browser.awaitText("#log", "(?s).*" + line + ".*");
      }
      browser.awaitText("[aria-label='cluster bully'] .facts", "(?s).* ms.*");
      browser.picture(PICTURES.resolve("live-page.png"));
    }
  }

  @Test
  void a_report_is_pictured() throws Exception {
    assumeTrue(Boolean.getBoolean("rewrite"), "pictures are taken with -Drewrite=true only");
    Program.type(
        folder,
        "start raft 5 --sim --seed 1; start bully 5 --sim --seed 1; crash leader; report run.html");
    try (Chromium browser = new Chromium()) {
      browser.size(1000, 1000);
      browser.open(folder.resolve("run.html"));
      browser.script("document.querySelector('.run').scrollIntoView()");
      Files.createDirectories(PICTURES);
      browser.await(".diagram canvas");
      browser.picture(PICTURES.resolve("report.png"));
    }
  }
}
