package quorate.netty.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets in who asks for the server by an IP address, as localhost, or by a name that was allowed;
 * and refuses pages of elsewhere. So no other page that is open in a browser can ask for anything,
 * whatever name it gives to the server's address: only names can be made to point somewhere else.
 */
public final class SameOrigin implements HttpHandler {

  private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]{2,45}\\]");
  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private final Set<String> names;
  private final String howToAllow;
  private final HttpHandler inner;

  /**
   * @param names by which it may be asked for, in lower case
   * @param howToAllow what to do to have another name allowed
   */
  public SameOrigin(Set<String> names, String howToAllow, HttpHandler inner) {
    this.names = names;
    this.howToAllow = howToAllow;
    this.inner = inner;
  }

  @Override
  public Reply answer(Request request) throws InterruptedException {
    String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
    if (!isOwn(PORT.matcher(host).replaceFirst(""))) {
      return Reply.error(
          403, "ask by an IP address: the name in the header Host is not known; " + howToAllow);
    }
    Optional<String> origin = request.header("origin");
    if (origin.isPresent() && !isOf(host, origin.get().toLowerCase(Locale.ROOT))
        || !SAFE.contains(request.method()) && isOfOtherPage(request)) {
      return Reply.error(403, "only the page of this server may ask it from a browser");
    }
    return inner.answer(request);
  }

  private boolean isOwn(String host) {
    return host.equals("localhost") || names.contains(host) || ADDRESS.matcher(host).matches();
  }

  private static boolean isOf(String host, String origin) {
    return origin.equals("http://" + host) || origin.equals("https://" + host);
  }

  /** What browsers say of a request that has no origin. */
  private static boolean isOfOtherPage(Request request) {
    String site = request.header("sec-fetch-site").orElse("none");
    return !site.equals("none") && !site.equals("same-origin");
  }
}
