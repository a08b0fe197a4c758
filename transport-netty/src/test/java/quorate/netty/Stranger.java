package quorate.netty;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A plain socket that is connected to a node, or to which a node is connected. */
final class Stranger implements AutoCloseable {

  private final Socket socket;
  private final DataOutputStream out;
  private final DataInputStream in;

  Stranger(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) TcpClusters.LIMIT.toMillis());
    socket.setTcpNoDelay(true);
    this.out = new DataOutputStream(socket.getOutputStream());
    this.in = new DataInputStream(socket.getInputStream());
  }

  static Stranger at(int port) throws IOException {
    return new Stranger(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Sends bytes; that the other end is closed by now is no failure. */
  void send(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException closed) {
      // isClosedByNode tells
    }
  }

  /** Sends text with its length before it. */
  void sendFrame(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    sendFrame(bytes.length, bytes);
  }

  /** Sends bytes with a length before them, true or not. */
  void sendFrame(int length, byte[] bytes) {
    byte[] frame = new byte[Integer.BYTES + bytes.length];
    for (int i = 0; i < Integer.BYTES; i++) {
      frame[i] = (byte) (length >> (Integer.BYTES - 1 - i) * Byte.SIZE);
    }
    System.arraycopy(bytes, 0, frame, Integer.BYTES, bytes.length);
    send(frame);
  }

  /** The text of the next frame. */
  String readFrame() throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  /** Sends no more, and reads on. */
  void fallSilent() throws IOException {
    socket.shutdownOutput();
  }

  /** Whether the other end closes the connection in time, with or without a reset. */
  boolean isClosedByNode() {
    try {
      while (in.read() >= 0) {
        // what a node says to a stranger is of no interest
      }
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
