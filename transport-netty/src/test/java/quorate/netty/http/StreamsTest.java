package quorate.netty.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies that go on, on the loop of somebody else. */
class StreamsTest {

  private final MultiThreadIoEventLoopGroup others =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("others", true), NioIoHandler.newFactory());
  private final AtomicReference<EventStream> stream = new AtomicReference<>();
  private final AtomicReference<Thread> opener = new AtomicReference<>();
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpSettings settings = HttpSettings.beside(others.next(), "test-http", address);
    Consumer<EventStream> opened =
        it -> {
          opener.set(Thread.currentThread());
          stream.set(it);
        };
    server =
        HttpServer.open(
            settings,
            port ->
                request ->
                    request.path().equals("/lines")
                        ? Reply.Events.jsonLines(opened)
                        : new Reply.Events(opened));
  }

  @AfterEach
  void close() {
    server.close();
    others.shutdownGracefully().awaitUninterruptibly();
  }

  private Socket asking(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private EventStream opened() {
    return await().until(stream::get, it -> it != null);
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_stream_is_opened_and_sent_on_the_loop_that_it_was_given() throws Exception {
    try (Socket socket = asking("GET /events HTTP/1.1")) {
      EventStream there = opened();
      assertThat(opener.get().getName()).startsWith("others");
      others.next().submit(() -> there.send("data: 1\n\n")).sync();
      InputStream in = socket.getInputStream();
      StringBuilder read = new StringBuilder();
      while (read.indexOf("data: 1\n\n") < 0) {
        read.append((char) in.read());
      }
      assertThat(read.toString()).startsWith("HTTP/1.1 200").contains("text/event-stream");
    }
  }

  @Test
  void what_is_added_leaves_with_what_is_sent_behind_it() throws Exception {
    try (Socket socket = asking("GET /events HTTP/1.1")) {
      EventStream there = opened();
      there.add("data: 1\n\n");
      there.send("data: 2\n\n");
      there.end();
      assertThat(all(socket)).endsWith("\r\n\r\ndata: 1\n\ndata: 2\n\n");
    }
  }

  @Test
  void lines_that_end_say_so_and_those_that_were_broken_off_do_not() throws Exception {
    try (Socket socket = asking("GET /lines HTTP/1.1")) {
      opened().send("{}\n");
      stream.get().end();
      assertThat(all(socket)).contains("transfer-encoding: chunked").endsWith("\r\n0\r\n\r\n");
    }
    stream.set(null);
    try (Socket socket = asking("GET /lines HTTP/1.1")) {
      opened().send("{}\n");
      stream.get().close();
      assertThat(all(socket)).doesNotEndWith("\r\n0\r\n\r\n");
    }
    stream.set(null);
    try (Socket socket = asking("GET /lines HTTP/1.0")) {
      opened().send("{}\n");
      stream.get().end();
      assertThat(all(socket)).doesNotContain("chunked").endsWith("\r\n\r\n{}\n");
    }
  }

  @Test
  void the_head_of_a_stream_can_be_asked_for_alone() throws Exception {
    try (Socket socket = asking("HEAD /events HTTP/1.1")) {
      assertThat(all(socket)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }
    assertThat(stream).hasNullValue();
  }

  @Test
  void a_stream_hears_when_its_client_catches_up_and_when_it_leaves() throws Exception {
    AtomicInteger changes = new AtomicInteger();
    CountDownLatch behind = new CountDownLatch(1);
    try (Socket socket = asking("GET /events HTTP/1.1")) {
      EventStream there = opened();
      there.onChange(changes::incrementAndGet);
      others
          .next()
          .submit(
              () -> {
                while (there.keepsUp()) {
                  there.send("data: " + "x".repeat(10_000) + "\n\n");
                }
                behind.countDown();
              })
          .sync();
      behind.await();
      assertThat(changes).hasValue(0);
      InputStream in = socket.getInputStream();
      while (changes.get() == 0) {
        in.readNBytes(1000);
      }
      assertThat(there.keepsUp()).isTrue();
    }
    await().until(() -> !stream.get().isOpen() && changes.get() >= 2);
  }
}
