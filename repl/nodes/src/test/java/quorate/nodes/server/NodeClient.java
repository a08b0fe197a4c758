package quorate.nodes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Asks a node, as curl does. */
final class NodeClient {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration LONG = Duration.ofSeconds(20);

  private final int port;

  NodeClient(int port) {
    this.port = port;
  }

  /** What came back. */
  record Answer(int status, String type, String allow, String text) {
    JsonNode json() throws IOException {
      return MAPPER.readTree(text);
    }

    String error() throws IOException {
      return json().path("error").textValue();
    }

    List<String> lines() {
      return text.lines().toList();
    }
  }

  /** An event of a stream; what it does not have is nothing. */
  record Event(String kind, String id, JsonNode data) {}

  int port() {
    return port;
  }

  Answer get(String path) throws Exception {
    return send("GET", path, "");
  }

  /** Posts JSON, or nothing at all. */
  Answer post(String path, String json) throws Exception {
    return json.isEmpty()
        ? send("POST", path, "")
        : send("POST", path, json, "Content-Type", "application/json");
  }

  /** Sends a request with some headers, each name before its value. */
  Answer send(String method, String path, String body, String... headers) throws Exception {
    HttpResponse<String> response =
        CLIENT.send(request(method, path, body, headers), BodyHandlers.ofString());
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("content-type").orElse(""),
        response.headers().firstValue("allow").orElse(""),
        response.body());
  }

  private HttpRequest request(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(LONG)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  /** Reads a stream up to the first event that is enough, and leaves. */
  List<Event> events(String path, String lastId, Predicate<Event> enough) throws Exception {
    String[] headers =
        lastId.isEmpty()
            ? new String[] {"Accept", "text/event-stream"}
            : new String[] {"Accept", "text/event-stream", "Last-Event-ID", lastId};
    HttpResponse<Stream<String>> response =
        CLIENT.send(request("GET", path, "", headers), BodyHandlers.ofLines());
    List<Event> events = new ArrayList<>();
    try (Stream<String> lines = response.body()) {
      Iterator<String> each = lines.iterator();
      String kind = "";
      String id = "";
      String data = "";
      while (events.isEmpty() || !enough.test(events.get(events.size() - 1))) {
        String line = each.next();
        if (line.startsWith("event: ")) {
          kind = line.substring("event: ".length());
        } else if (line.startsWith("id: ")) {
          id = line.substring("id: ".length());
        } else if (line.startsWith("data: ")) {
          data = line.substring("data: ".length());
        } else if (line.isEmpty() && !data.isEmpty()) {
          events.add(new Event(kind, id, MAPPER.readTree(data)));
          kind = "";
          id = "";
          data = "";
        }
      }
    }
    return events;
  }

  /** What comes back to these bytes. */
  String raw(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) LONG.toMillis());
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
