package quorate.netty.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which path is answered by what; whatever is wrong with a request is said in one line. */
public final class Routes implements HttpHandler {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Map<String, HttpHandler> gets = new LinkedHashMap<>();
  private final Map<String, JsonHandler> posts = new LinkedHashMap<>();
  private final Function<String, Optional<Reply.Content>> files;

  /** Answers what a client posted. */
  @FunctionalInterface
  public interface JsonHandler {

    /**
     * Answers one.
     *
     * @throws BadRequest if something in it is missing or wrong
     * @throws InterruptedException if the server is closed meanwhile
     */
    Reply answer(ObjectNode body) throws InterruptedException;
  }

  /** A request that cannot be understood; the message says what would be right. */
  public static final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadRequest(String message) {
      super(message);
    }
  }

  /**
   * Knows no path yet.
   *
   * @param files what any other path stands for, if it is a file
   */
  public Routes(Function<String, Optional<Reply.Content>> files) {
    this.files = files;
  }

  public Routes get(String path, HttpHandler handler) {
    gets.put(path, handler);
    return this;
  }

  public Routes post(String path, JsonHandler handler) {
    posts.put(path, handler);
    return this;
  }

  @Override
  public Reply answer(Request request) throws InterruptedException {
    try {
      String path = request.path();
      if (posts.containsKey(path)) {
        return request.method().equals("POST") ? post(request) : only("POST");
      }
      Optional<HttpHandler> handler =
          Optional.ofNullable(gets.get(path)).or(() -> files.apply(path).map(it -> any -> it));
      if (handler.isEmpty()) {
        return Reply.error(404, "there is nothing here; the page is at /");
      }
      return request.method().equals("GET") ? handler.get().answer(request) : only("GET");
    } catch (BadRequest bad) {
      return Reply.error(400, bad.getMessage());
    }
  }

  private static Reply only(String method) {
    return Reply.error(405, "only " + method + " works here").with("Allow", method);
  }

  private Reply post(Request request) throws InterruptedException {
    String type = request.header("content-type").orElse("").split(";")[0].strip();
    if (!type.equalsIgnoreCase("application/json")) {
      return Reply.error(415, "the content must be application/json");
    }
    try {
      JsonNode body = JSON.readTree(request.body());
      if (body instanceof ObjectNode object) {
        return posts.get(request.path()).answer(object);
      }
    } catch (JsonProcessingException noJson) {
      // said below
    }
    return Reply.error(400, "the content must be a JSON object");
  }
}
