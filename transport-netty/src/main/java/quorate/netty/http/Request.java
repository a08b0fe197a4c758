package quorate.netty.http;

import java.util.Map;
import java.util.Optional;

/**
 * What a client asked for.
 *
 * @param query the values behind the question mark, decoded
 * @param headers by their names in lower case; one that came several times has all values, with
 *     commas between
 */
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }
}
