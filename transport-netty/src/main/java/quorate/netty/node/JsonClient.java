package quorate.netty.node;

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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import quorate.lab.UserError;

/** Asks one server over HTTP. Any thread, which waits for the answer. */
public final class JsonClient {

  private static final int PATIENCE_MILLIS = 2_000;
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

  /** Throws an IOException if it does not answer in time. */
  public Answer get(String path) throws IOException {
    return answer(open(path));
  }

  /** Throws an IOException if it does not answer in time. */
  public Answer post(String path, JsonNode body) throws IOException {
    HttpURLConnection connection = open(path);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.toString().getBytes(StandardCharsets.UTF_8));
    }
    return answer(connection);
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

  /** Nobody listens there. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(IOException cause) {
      super("nobody listens there", cause);
    }
  }

  /** Throws an IOException if there are none; a {@link Refused} if nobody listens there. */
  public Events events(String path) throws IOException {
    HttpURLConnection connection = open(path);
    connection.setReadTimeout(0);
    connection.setRequestProperty("Accept", "text/event-stream");
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException(answer(connection).error());
      }
    } catch (ConnectException nobody) {
      throw new Refused(nobody);
    }
    InputStreamReader in =
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8);
    return new Events(new BufferedReader(in), connection);
  }

  private HttpURLConnection open(String path) throws IOException {
    try {
      URI uri = URI.create("http://" + address + path);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      return connection;
    } catch (IllegalArgumentException wrong) {
      throw new UserError("'" + address + "' is no address");
    }
  }

  private static Answer answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (in == null) {
      return new Answer(status, MissingNode.getInstance());
    }
    try (in) {
      byte[] body = in.readAllBytes();
      return new Answer(status, MAPPER.readTree(body));
    }
  }
}
