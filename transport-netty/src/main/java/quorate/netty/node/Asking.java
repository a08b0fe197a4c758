package quorate.netty.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;

/** Asks a server of HTTP for one thing, and waits for the answer. Any thread. */
public final class Asking {

  private static final int PATIENCE_MILLIS = 1_000;
  private static final int LONGEST_ANSWER = 1_000_000;

  private Asking() {}

  /**
   * What a server answers.
   *
   * @param path with the slash that it begins with
   * @return the body
   * @throws Silent if there is none in time
   */
  public static byte[] get(HostPort server, String path) throws Silent {
    try {
      URI uri = URI.create("http://" + server + path);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new Silent("it answers with status " + connection.getResponseCode());
      }
      try (InputStream in = connection.getInputStream()) {
        return in.readNBytes(LONGEST_ANSWER);
      }
    } catch (ConnectException refused) {
      throw new Silent("nobody listens there");
    } catch (SocketTimeoutException late) {
      throw new Silent("no answer within " + PATIENCE_MILLIS / 1000 + " s");
    } catch (UnknownHostException unknown) {
      throw new Silent("nobody knows that name");
    } catch (IllegalArgumentException none) {
      throw new Silent("that is no address");
    } catch (IOException broken) {
      throw new Silent("the connection broke");
    }
  }

  /** That nobody answered; the message says why, in a few words. */
  public static final class Silent extends Exception {
    private static final long serialVersionUID = 1;

    public Silent(String why) {
      super(why);
    }
  }
}
