package quorate.netty.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import quorate.netty.ClusterThread;
import quorate.netty.node.HostPort;

@Tag("tcp")
class WireTest {

  private static final int LONG_MILLIS = 20_000;
  private static final int SHORT_MILLIS = 50;

  private final ClusterThread thread = new ClusterThread("wire");
  private ServerSocket server;
  private Wire wire;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    server.setSoTimeout(LONG_MILLIS);
    wire = new Wire(thread.loop(), new HostPort("127.0.0.1", server.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    thread.stopAfter(wire::close);
    server.close();
  }

  private Socket dial() throws IOException {
    Socket client = new Socket(wire.address().host(), wire.address().port());
    client.setSoTimeout(LONG_MILLIS);
    return client;
  }

  private Socket accepted() throws IOException {
    Socket accepted = server.accept();
    accepted.setSoTimeout(LONG_MILLIS);
    return accepted;
  }

  private void on(Runnable change) {
    thread.call(
        () -> {
          change.run();
          return null;
        });
  }

  @Test
  void bytes_pass_both_ways() throws IOException {
    try (Socket client = dial();
        Socket served = accepted()) {
      client.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
      served.getOutputStream().write(2);
      assertThat(client.getInputStream().read()).isEqualTo(2);
    }
  }

  @Test
  void bytes_wait_while_one_way_is_cut_and_nobody_is_told() throws IOException {
    try (Socket client = dial();
        Socket served = accepted()) {
      client.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
      on(() -> wire.pass(false, true));
      client.getOutputStream().write(3);
      served.getOutputStream().write(2);
      assertThat(client.getInputStream().read()).isEqualTo(2);
      served.setSoTimeout(SHORT_MILLIS);
      assertThatThrownBy(() -> served.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      served.setSoTimeout(LONG_MILLIS);
      on(() -> wire.pass(true, true));
      assertThat(served.getInputStream().read()).isEqualTo(3);
    }
  }

  @Test
  void a_client_that_comes_while_the_wire_is_cut_is_served_later() throws IOException {
    on(() -> wire.pass(true, false));
    try (Socket client = dial()) {
      client.getOutputStream().write(1);
      on(() -> wire.pass(true, true));
      try (Socket served = accepted()) {
        assertThat(served.getInputStream().read()).isEqualTo(1);
      }
    }
  }

  @Test
  void a_client_that_is_gone_resets_its_connections() throws IOException {
    try (Socket client = dial();
        Socket served = accepted()) {
      client.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
      on(() -> wire.refuse(true));
      assertThatThrownBy(() -> served.getInputStream().read()).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
    }
  }
}
