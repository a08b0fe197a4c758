package quorate.prompt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Link;
import org.junit.jupiter.api.Test;

/** Links from one page to another, or to a file, lead somewhere. */
class LinksTest {

  @Test
  void every_relative_link_leads_to_a_file_and_a_heading_that_exist() {
    List<String> broken = new ArrayList<>();
    int checked = 0;
    for (Page page : Page.all()) {
      for (Link link : page.links()) {
        if (!URI.create(link.getDestination()).isAbsolute()) {
          checked++;
          whatIsWrong(page, link.getDestination()).forEach(broken::add);
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(checked).as("links that were found").isGreaterThan(200);
  }

  @Test
  void a_link_to_nowhere_would_be_noticed() {
    Page page = Page.read(Page.ROOT.resolve("docs/algorithms/raft.md"));

    assertThat(whatIsWrong(page, "paxos.md#variants")).isEmpty();
    assertThat(whatIsWrong(page, "#variants")).isEmpty();
    assertThat(whatIsWrong(page, "paxso.md")).hasSize(1);
    assertThat(whatIsWrong(page, "paxos.md#variant")).hasSize(1);
    assertThat(whatIsWrong(page, "#variant")).hasSize(1);
  }

  private static List<String> whatIsWrong(Page page, String destination) {
    String[] parts = destination.split("#", 2);
    Path target =
        parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return List.of(page + " links to " + destination + ", which does not exist");
    }
    if (parts.length == 2 && !Page.read(target).anchors().contains(parts[1])) {
      return List.of(page + " links to " + destination + "; there is no such heading");
    }
    return List.of();
  }
}
