package quorate.netty.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server alone, over its port. */
class HttpServerTest {

  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicReference<EventStream> stream = new AtomicReference<>();
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server =
        HttpServer.open(
            HttpSettings.onLoopback("test-http", 0).withPatience(Duration.ofMillis(200)),
            port -> this::answer);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Reply answer(Request request) throws InterruptedException {
    return switch (request.path()) {
      case "/wait" -> {
        never.await();
        yield Reply.text("text/plain", "never");
      }
      case "/fail" -> throw new IllegalStateException("on purpose");
      case "/events" -> new Reply.Events(stream::set);
      default -> Reply.text("text/plain", request.method() + " " + request.query());
    };
  }

  private Socket sending(String bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private String reply(String request) throws IOException {
    try (Socket socket = sending(request)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_request_is_answered_and_the_connection_closed() throws IOException {
    assertThat(reply("GET /a?b=c%20d;e HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("GET {b=c d;e}");
  }

  @Test
  void the_head_of_a_reply_can_be_asked_for_alone() throws IOException {
    assertThat(reply("HEAD /a HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .contains("content-length: 7\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void a_request_behind_another_is_not_answered() throws IOException {
    assertThat(reply("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n").split("HTTP/1.1 ", -1))
        .hasSize(2);
  }

  @Test
  void what_is_no_request_or_too_long_is_refused() throws IOException {
    assertThat(reply("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(reply("GET /?a=%zz HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(reply("GET /" + "a".repeat(5000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 414");
    assertThat(reply("GET / HTTP/1.1\r\nA: " + "a".repeat(9000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431");
    assertThat(reply("POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n"))
        .startsWith("HTTP/1.1 413");
  }

  @Test
  void a_client_that_is_in_the_middle_of_too_much_content_reads_why_it_is_refused()
      throws IOException {
    String much = "x".repeat(1_000_000);
    for (int i = 0; i < 20; i++) {
      assertThat(reply("POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" + much))
          .startsWith("HTTP/1.1 413")
          .contains("64 KB");
    }
  }

  @Test
  void a_request_that_does_not_come_to_its_end_is_given_up() throws IOException {
    assertThat(reply("GET / HTT")).startsWith("HTTP/1.1 408");
  }

  @Test
  void a_failure_is_said_and_the_next_request_is_answered() throws IOException {
    assertThat(reply("GET /fail HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 500")
        .contains("on purpose");
    assertThat(reply("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200");
  }

  @Test
  void a_stream_goes_on_until_the_client_leaves() throws IOException {
    try (Socket socket = sending("GET /events HTTP/1.1\r\n\r\n")) {
      await().until(() -> stream.get() != null);
      stream.get().send("data: 1\n\n");
      byte[] head = new byte[12];
      assertThat(socket.getInputStream().readNBytes(head, 0, 12)).isEqualTo(12);
      assertThat(stream.get().isOpen()).isTrue();
    }
    await().until(() -> !stream.get().isOpen());
  }

  @Test
  void closing_ends_requests_and_streams_and_gives_back_port_and_threads() throws IOException {
    try (Socket waiting = sending("GET /wait HTTP/1.1\r\n\r\n");
        Socket listening = sending("GET /events HTTP/1.1\r\n\r\n")) {
      await().until(() -> stream.get() != null);
      server.close();
      assertThat(waiting.getInputStream().read()).isEqualTo(-1);
      assertThat(listening.getInputStream().readAllBytes()).isNotEmpty();
    }
    assertThatThrownBy(() -> reply("GET / HTTP/1.1\r\n\r\n")).isInstanceOf(IOException.class);
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(it -> it.startsWith("test-http")));
  }
}
