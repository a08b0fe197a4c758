package quorate.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks the server of the page as a browser does. */
final class PageClient {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern ADDRESS =
      Pattern.compile("(http://127\\.0\\.0\\.1:(\\d+))/\\?token=(\\S+)");
  private static final Duration LONG = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Matcher address;

  /** An event of the stream; a number that it does not have is nothing. */
  record Event(String kind, String number, JsonNode data) {}

  /**
   * The client of a page.
   *
   * @param printed what the prompt answered to {@code web}
   */
  PageClient(String printed) {
    address = ADDRESS.matcher(printed);
    if (!address.find()) {
      throw new AssertionError("no address in: " + printed);
    }
  }

  String address() {
    return address.group();
  }

  int port() {
    return Integer.parseInt(address.group(2));
  }

  String cookie() {
    return "quorate-" + port() + "=" + address.group(3);
  }

  /** A request with the token; it may be changed before it is sent. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address.group(1) + path))
        .timeout(LONG)
        .header("Cookie", cookie());
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Runs a line, and returns what came back. */
  JsonNode run(String line) throws IOException, InterruptedException {
    return json(post("/command", MAPPER.createObjectNode().put("line", line).toString()));
  }

  static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
    return MAPPER.readTree(response.body());
  }

  /** The events from a number on, up to the first that suits. */
  List<Event> events(String since, Predicate<Event> last) throws IOException, InterruptedException {
    HttpRequest.Builder request = request("/events");
    if (!since.isEmpty()) {
      request.header("Last-Event-ID", since);
    }
    List<Event> events = new ArrayList<>();
    long end = System.nanoTime() + LONG.toNanos();
    try (Stream<String> lines = client.send(request.build(), BodyHandlers.ofLines()).body()) {
      Iterator<String> each = lines.iterator();
      String kind = "";
      String number = "";
      while (System.nanoTime() < end && each.hasNext()) { // pings come for ever
        String line = each.next();
        kind = line.startsWith("event: ") ? line.substring(7) : kind;
        number = line.startsWith("id: ") ? line.replaceAll("^id: .*-", "") : number;
        if (line.startsWith("data: ")) {
          Event event = new Event(kind, number, MAPPER.readTree(line.substring(6)));
          number = "";
          events.add(event);
          if (last.test(event)) {
            return events;
          }
        }
      }
    }
    throw new AssertionError("it never came: " + events);
  }

  /** Sends bytes as they are, and nothing more. */
  void sendAndLeave(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout((int) LONG.toMillis());
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (IOException reset) {
        // the server had enough of it
      }
    }
  }

  /** Sends a request as it is, and returns what came back until the server closed. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout((int) LONG.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A cluster of the state that the page has by now; waits until it is there. */
  JsonNode cluster(String name) throws Exception {
    List<Event> events = events("", it -> !cluster(it.data(), name).isMissingNode());
    return cluster(events.get(events.size() - 1).data(), name);
  }

  /** A cluster of a state; a missing node if it is not there. */
  static JsonNode cluster(JsonNode state, String name) {
    for (JsonNode cluster : state.path("clusters")) {
      if (cluster.path("cluster").textValue().equals(name)) {
        return cluster;
      }
    }
    return state.path("none");
  }
}
