package quorate.netty.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in only who has the token, at an address of this machine, from a page of this server. So no
 * other page that is open in the same browser can ask for anything, whatever name it gives to this
 * address.
 */
public final class Guard implements HttpHandler {

  private static final int TOKEN_BYTES = 18;

  private final Set<String> hosts;
  private final String cookie;
  private final String token;
  private final HttpHandler inner;

  public Guard(int port, String token, HttpHandler inner) {
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    this.cookie = "quorate-" + port;
    this.token = token;
    this.inner = inner;
  }

  /** A word that nobody can guess. */
  public static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public Reply answer(Request request) throws InterruptedException {
    if (!request.header("host").map(hosts::contains).orElse(false)) {
      return Reply.error(403, "this server is asked at 127.0.0.1, under no other name");
    }
    Optional<String> origin = request.header("origin");
    if (origin.isPresent() && !isOwn(origin.get())) {
      return Reply.error(403, "only the page of this server may ask it");
    }
    boolean asked = request.parameter("token").map(this::isToken).orElse(false);
    if (!asked && !request.header("cookie").map(this::hasToken).orElse(false)) {
      return Reply.error(403, "the address needs its token; web, at the prompt, prints it");
    }
    Reply reply = inner.answer(request);
    return asked && reply instanceof Reply.Content content
        ? content.with("Set-Cookie", set())
        : reply;
  }

  private boolean isOwn(String origin) {
    return origin.startsWith("http://") && hosts.contains(origin.substring("http://".length()));
  }

  private boolean hasToken(String cookies) {
    for (String each : cookies.split("[;,]")) {
      String pair = each.strip();
      if (pair.startsWith(cookie + "=") && isToken(pair.substring(cookie.length() + 1))) {
        return true;
      }
    }
    return false;
  }

  /** Takes as long for a word that is nearly right. */
  private boolean isToken(String word) {
    return MessageDigest.isEqual(
        word.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private String set() {
    return cookie + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
  }
}
