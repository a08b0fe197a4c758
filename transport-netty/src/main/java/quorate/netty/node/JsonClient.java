package quorate.netty.node;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** Asks one server over HTTP. Any thread, which waits for the answer. */
public final class JsonClient {

  private static final int PATIENCE_MILLIS = 2_000;
  private static final int LONGEST_ANSWER = 1_000_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HostPort address;

  public JsonClient(HostPort address) {
    this.address = address;
  }

  public HostPort address() {
    return address;
  }

  /**
   * What a server answers.
   *
   * @param status the status of HTTP
   */
  public record Answer(int status, JsonNode json) {
    public boolean isOk() {
      return status < 300;
    }

    /** What the server said was wrong. */
    public String error() {
      return json.path("error").asText("status " + status);
    }
  }

  /** That a server did not answer; the message says why, in a few words. */
  public static class Silent extends IOException {
    private static final long serialVersionUID = 1;

    public Silent(String why, Throwable cause) {
      super(why, cause);
    }
  }

  /** Nobody listens there. */
  public static final class Refused extends Silent {
    private static final long serialVersionUID = 1;

    Refused(IOException cause) {
      super("nobody listens there", cause);
    }
  }

  /** Throws a {@link Silent} if it does not answer in time. */
  public Answer get(String path) throws Silent {
    return ask(path, JsonClient::answer);
  }

  /** Throws a {@link Silent} if it does not answer in time. */
  public Answer post(String path, JsonNode body) throws Silent {
    return ask(
        path,
        connection -> {
          connection.setRequestMethod("POST");
          connection.setDoOutput(true);
          connection.setRequestProperty("Content-Type", "application/json");
          try (OutputStream out = connection.getOutputStream()) {
            out.write(body.toString().getBytes(StandardCharsets.UTF_8));
          }
          return answer(connection);
        });
  }

  /**
   * Events of a server that goes on sending them.
   *
   * @param lines what it sends; a read waits for the next line
   */
  public record Events(BufferedReader lines, HttpURLConnection connection) implements Closeable {
    /** Ends a read that waits. */
    @Override
    public void close() {
      connection.disconnect();
    }
  }

  /** Throws a {@link Silent} if there are none. */
  public Events events(String path) throws Silent {
    return ask(path, JsonClient::events);
  }

  private static Events events(HttpURLConnection connection) throws IOException {
    connection.setReadTimeout(0);
    connection.setRequestProperty("Accept", "text/event-stream");
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new Silent(answer(connection).error(), null);
    }
    InputStreamReader in =
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8);
    return new Events(new BufferedReader(in), connection);
  }

  /** What is done with a connection that is not open yet. */
  @FunctionalInterface
  private interface Exchange<T> {
    T over(HttpURLConnection connection) throws IOException;
  }

  private <T> T ask(String path, Exchange<T> exchange) throws Silent {
    try {
      URI uri = URI.create("http://" + address + path);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      return exchange.over(connection);
    } catch (Silent known) {
      throw known;
    } catch (ConnectException refused) {
      throw new Refused(refused);
    } catch (SocketTimeoutException late) {
      throw new Silent("no answer within " + PATIENCE_MILLIS / 1000 + " s", late);
    } catch (UnknownHostException unknown) {
      throw new Silent("nobody knows that name", unknown);
    } catch (JacksonException other) {
      throw new Silent("what answers there is no node", other);
    } catch (IllegalArgumentException none) {
      throw new Silent("that is no address", none);
    } catch (IOException broken) {
      throw new Silent("the connection broke", broken);
    }
  }

  private static Answer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (in == null) {
      return new Answer(status, MissingNode.getInstance());
    }
    try (in) {
      return new Answer(status, MAPPER.readTree(in.readNBytes(LONGEST_ANSWER)));
    }
  }
}
