package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Where a page is served.
 *
 * @param address what to open in a browser; empty if it is served no longer
 */
public record WebView(Optional<String> address) implements View {

  @Override
  public ObjectNode json() {
    return Json.object().put("address", address.orElse(null));
  }

  @Override
  public String text(Display display) {
    return address
        .map(it -> "open this in a browser of this machine; web off ends it:\n  " + it)
        .orElse("the page is served no longer");
  }
}
