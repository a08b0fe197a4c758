package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code export mermaid} writes, read by Mermaid. */
class MermaidInABrowserTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"raft 5", "paxos 5", "bully 5", "raft 1"})
  void mermaid_reads_a_diagram(String cluster) throws Exception {
    String mermaid = System.getProperty("quorate.mermaid", "");
    assumeTrue(
        !mermaid.isEmpty(),
        "no Mermaid: pass -Dquorate.mermaid=.../dist/mermaid.min.js (npm pack mermaid)");
    Program.type(
        folder,
        "start "
            + cluster
            + " --sim --seed 1 persist=2ms; loss 20%; crash leader; heal; restart all --amnesia;"
            + " pause leader for 400ms; wait 1s;"
            + " export mermaid run.mmd --from 0ms");
    String diagram = Files.readString(folder.resolve("run.mmd"));
    try (Chromium browser = new Chromium()) {
      String script = "<script src='" + Path.of(mermaid).toUri() + "'></script>";
      browser.open(Files.writeString(folder.resolve("mermaid.html"), "<!doctype html>" + script));
      Object read =
          browser.async(
              "const done = arguments[1]; mermaid.parse(arguments[0])"
                  + ".then(it => done(it.diagramType), wrong => done(String(wrong)))",
              diagram);
      assertThat(read).as(diagram).isEqualTo("sequence");
    }
  }
}
