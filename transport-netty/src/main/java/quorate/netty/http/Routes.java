package quorate.netty.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which path is answered by what; whatever is wrong with a request is said in one line. */
public final class Routes implements HttpHandler {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Map<String, Map<String, HttpHandler>> paths = new LinkedHashMap<>();
  private final Function<String, Optional<Reply.Content>> files;
  private final String nothing;

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

    private final int status;

    public BadRequest(String message) {
      this(400, message);
    }

    /**
     * @param status what HTTP has for it, 400 or above
     */
    public BadRequest(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  /**
   * Knows no path yet.
   *
   * @param files what any other path stands for, if it is a file
   */
  public Routes(Function<String, Optional<Reply.Content>> files) {
    this(files, "there is nothing here; the page is at /");
  }

  /**
   * Knows no path yet.
   *
   * @param files what any other path stands for, if it is a file
   * @param nothing what is answered to a path that is none
   */
  public Routes(Function<String, Optional<Reply.Content>> files, String nothing) {
    this.files = files;
    this.nothing = nothing;
  }

  public Routes get(String path, HttpHandler handler) {
    return on("GET", path, handler);
  }

  public Routes post(String path, JsonHandler handler) {
    return on("POST", path, request -> handler.answer(json(request)));
  }

  /** Answers one more method at a path. */
  public Routes on(String method, String path, HttpHandler handler) {
    paths.computeIfAbsent(path, it -> new LinkedHashMap<>()).put(method, handler);
    return this;
  }

  @Override
  public Reply answer(Request request) throws InterruptedException {
    String path = request.path();
    Map<String, HttpHandler> methods =
        Optional.ofNullable(paths.get(path))
            .or(() -> files.apply(path).map(file -> Map.of("GET", any -> file)))
            .orElse(Map.of());
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    if (methods.isEmpty()) {
      return Reply.error(404, nothing);
    } else if (!methods.containsKey(method)) {
      return only(List.copyOf(methods.keySet()));
    }
    try {
      return methods.get(method).answer(request);
    } catch (BadRequest bad) {
      return Reply.error(bad.status, bad.getMessage());
    }
  }

  private static Reply only(List<String> methods) {
    int last = methods.size() - 1;
    String words =
        last == 0
            ? methods.get(0) + " works"
            : String.join(", ", methods.subList(0, last)) + " and " + methods.get(last) + " work";
    return Reply.error(405, "only " + words + " here").with("Allow", String.join(", ", methods));
  }

  /**
   * The JSON object that a client posted.
   *
   * @throws BadRequest if it is none, or not said to be one
   */
  public static ObjectNode json(Request request) {
    String type = request.header("content-type").orElse("").split(";")[0].strip();
    if (!type.equalsIgnoreCase("application/json")) {
      throw new BadRequest(415, "the content must be application/json");
    }
    try {
      if (JSON.readTree(request.body()) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException noJson) {
      // said below
    }
    throw new BadRequest("the content must be a JSON object");
  }
}
