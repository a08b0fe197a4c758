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
   * Lines, until one of the two ends them.
   *
   * @param type the type of the content, as HTTP names it
   * @param ends whether they come to an end, and the client has to know whether it has them all
   * @param opened is given the stream
   */
  record Events(String type, boolean ends, Consumer<EventStream> opened) implements Reply {

    /** Server-sent events, which go on. */
    public Events(Consumer<EventStream> opened) {
      this("text/event-stream", false, opened);
    }

    /** JSON Lines, which come to an end. */
    public static Events jsonLines(Consumer<EventStream> opened) {
      return new Events("application/x-ndjson", true, opened);
    }
  }

  static Content text(String type, String text) {
    return new Content(200, type, text, Map.of());
  }

  static Content json(String json) {
    return text("application/json", json);
  }

  /** JSON with another status than 200. */
  static Content json(int status, String json) {
    return new Content(status, "application/json", json, Map.of());
  }

  /** A refusal, in one line that says what would be right. */
  static Content error(int status, String words) {
    return json(status, JsonNodeFactory.instance.objectNode().put("error", words) + "\n");
  }
}
