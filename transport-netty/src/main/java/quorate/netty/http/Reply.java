package quorate.netty.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a client gets. */
public sealed interface Reply {

  /**
   * Text.
   *
   * @param type the type of the content, as HTTP names it
   * @param headers further headers
   */
  record Content(int status, String type, String text, Map<String, String> headers)
      implements Reply {

    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same with one more header. */
    public Content with(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Content(status, type, text, more);
    }
  }

  /**
   * Server-sent events, until one of the two ends them.
   *
   * @param opened is given the stream
   */
  record Events(Consumer<EventStream> opened) implements Reply {}

  static Content text(String type, String text) {
    return new Content(200, type, text, Map.of());
  }

  static Content json(String json) {
    return text("application/json", json);
  }

  /** A refusal, in one line that says what would be right. */
  static Content error(int status, String words) {
    String json = JsonNodeFactory.instance.objectNode().put("error", words).toString();
    return new Content(status, "application/json", json + "\n", Map.of());
  }
}
