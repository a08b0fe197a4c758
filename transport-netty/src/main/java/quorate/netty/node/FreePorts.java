package quorate.netty.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import quorate.lab.UserError;

/**
 * Ports of the loopback interface that nobody has. They lie below those that a system gives to
 * programs that ask for any, so that a node that is down finds its own free when it comes back.
 */
public final class FreePorts {

  private static final int FIRST = 20_000;
  private static final int MANY = 10_000;
  private static final int TRIES = 1_000;

  private FreePorts() {}

  /** As many different ones; throws a UserError if they cannot be found. */
  public static List<HostPort> find(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < TRIES && held.size() < count; i++) {
        int port = FIRST + ThreadLocalRandom.current().nextInt(MANY);
        tryToHold(port, held);
      }
      if (held.size() < count) {
        throw new UserError("no free ports for " + count + " nodes");
      }
      return held.stream()
          .map(it -> new HostPort(it.getInetAddress().getHostAddress(), it.getLocalPort()))
          .toList();
    } finally {
      held.forEach(FreePorts::close);
    }
  }

  private static void tryToHold(int port, List<ServerSocket> held) {
    ServerSocket socket = null;
    try {
      socket = new ServerSocket();
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      held.add(socket);
    } catch (IOException taken) {
      close(socket);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException ignored) {
      // it is not held then
    }
  }
}
