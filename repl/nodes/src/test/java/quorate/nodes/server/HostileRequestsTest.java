package quorate.nodes.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node leads on, whatever is sent to its port. */
@Tag("tcp")
class HostileRequestsTest {

  private static final int MALFORMED = 10_000;
  private static final int SLOW = 100;

  /** What stands before garbage. */
  private static final List<String> BEGINNINGS =
      List.of(
          "",
          "POST /step-down HTTP/1.1\r\n",
          "POST /step-down HTTP/1.1\r\nHost: evil.example\r\n\r\n",
          "POST /step-down HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil.example\r\n\r\n",
          "POST /faults HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{",
          "POST /faults HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n",
          "GET /trace?since=%%",
          "GET /trace?marks=5ms HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n",
          "GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "x".repeat(9000));

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static void sendAndLeave(int port, byte[] bytes) {
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write(bytes);
    } catch (IOException refused) {
      // that is up to the server
    }
  }

  private static void tenThousandTimesGarbage(int port) {
    Random chance = new Random(1);
    for (int i = 0; i < MALFORMED; i++) {
      byte[] bytes = new byte[1 + chance.nextInt(200)];
      chance.nextBytes(bytes);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(BEGINNINGS.get(i % BEGINNINGS.size()).getBytes(StandardCharsets.UTF_8));
      all.writeBytes(bytes);
      sendAndLeave(port, all.toByteArray());
    }
  }

  @Test
  void malformed_requests_slow_senders_and_slow_readers_do_not_end_its_leadership()
      throws Exception {
    try (ServedNodes nodes = ServedNodes.start("raft", 3, true)) {
      int leader = nodes.awaitLeader();
      NodeClient client = nodes.client(leader);
      JsonNode before = client.get("/status").json();
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < SLOW; i++) {
        Socket socket = connect(client.port());
        String request = i % 2 == 0 ? "GET /sta" : "GET /trace HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }
      tenThousandTimesGarbage(client.port());
      JsonNode after = client.get("/status").json();
      for (Socket socket : slow) {
        socket.close();
      }
      assertThat(after.path("role").textValue()).isEqualTo("LEADER");
      assertThat(after.path("epoch")).isEqualTo(before.path("epoch"));
      assertThat(after.path("events").path("last").longValue())
          .as("it went on to send heartbeats")
          .isGreaterThan(before.path("events").path("last").longValue());
      assertThat(client.get("/faults").json().toString()).doesNotContain("\"up\":false");
    }
  }
}
