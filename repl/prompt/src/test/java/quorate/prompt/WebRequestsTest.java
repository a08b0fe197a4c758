package quorate.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may ask the page's server, and what becomes of requests that are wrong. */
class WebRequestsTest {

  private static final List<String> PATHS =
      List.of(
          "/",
          "/app.js",
          "/events",
          "/trace?cluster=raft",
          "/moment?cluster=raft&at_ms=1",
          "/marks?cluster=raft",
          "/link?cluster=raft",
          "/complete?line=c",
          "/results",
          "/work",
          "/nothing");

  /** What stands before garbage. */
  private static final List<String> BEGINNINGS =
      List.of(
          "",
          "POST /command HTTP/1.1\r\n",
          "POST /command HTTP/1.1\r\n%s",
          "POST /command HTTP/1.1\r\n%sContent-Type: application/json\r\n\r\n",
          "POST /command HTTP/1.1\r\n%sContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
          "POST /time HTTP/1.1\r\n%sContent-Type: application/json\r\nContent-Length: 1\r\n\r\n",
          "GET /events?since=%%",
          "GET /moment?cluster=raft&at_ms=",
          "POST /open HTTP/1.1\r\n%sContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
          "GET /trace?cluster=raft HTTP/1.1\r\n%sTransfer-Encoding: chunked\r\n\r\n");

  private final Typed prompt = Typed.simulating();
  private PageClient page;

  @BeforeEach
  void serve() {
    prompt.type("start raft 3 --sim");
    page = new PageClient(prompt.type("web"));
  }

  @AfterEach
  void close() {
    prompt.close();
  }

  @Test
  void the_address_opens_the_page_and_leaves_a_cookie_that_no_script_and_no_other_page_has()
      throws Exception {
    HttpResponse<String> first =
        page.send(page.request(page.address().replaceFirst("^.*?/\\?", "/?")));
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("set-cookie"))
        .hasValue(page.cookie() + "; Path=/; HttpOnly; SameSite=Strict");
    assertThat(first.headers().firstValue("content-security-policy"))
        .hasValue("default-src 'self'; style-src 'self' 'unsafe-inline'");
    assertThat(first.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(first.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void without_the_token_nothing_is_answered() throws IOException {
    for (String path : PATHS) {
      assertThat(raw("GET", path, "")).as(path).startsWith("HTTP/1.1 403");
      assertThat(raw("GET", path, "Cookie: quorate-" + page.port() + "=guessed\r\n"))
          .as(path)
          .startsWith("HTTP/1.1 403");
    }
    for (String path : List.of("/command", "/interrupt", "/time", "/open")) {
      assertThat(raw("POST", path, "")).as(path).startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void under_another_name_or_from_another_page_nothing_is_answered() throws IOException {
    String cookie = "Cookie: " + page.cookie() + "\r\n";
    String port = ":" + page.port();
    for (String path : PATHS) {
      String end = " " + path + " HTTP/1.1\r\n" + cookie;
      assertThat(page.raw("GET" + end + "Host: evil.example" + port + "\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
      assertThat(page.raw("GET" + end + "\r\n")).as("no host").startsWith("HTTP/1.1 403");
      for (String origin : List.of("http://evil.example", "null", "https://127.0.0.1" + port)) {
        assertThat(raw("GET", path, cookie + "Origin: " + origin + "\r\n"))
            .startsWith("HTTP/1.1 403");
      }
    }
    assertThat(raw("GET", "/", cookie + "Origin: http://localhost" + port + "\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  private String raw(String method, String path, String headers) throws IOException {
    String host = "Host: 127.0.0.1:" + page.port() + "\r\n";
    return page.raw(method + " " + path + " HTTP/1.1\r\n" + host + headers + "\r\n");
  }

  @Test
  void what_is_wrong_with_a_request_is_said_in_one_line() throws Exception {
    assertError(page.get("/command"), 405, "only POST works here");
    assertError(page.post("/events", "{}"), 405, "only GET works here");
    assertError(page.get("/../etc/passwd"), 404, "there is nothing here; the page is at /");
    assertError(page.post("/command", "{"), 400, "the content must be a JSON object");
    assertError(
        page.post("/command", "{}"), 400, "a command looks like this: {\"line\":\"crash leader\"}");
    assertError(page.get("/trace?cluster=rft"), 400, "unknown cluster 'rft'; known: raft");
    assertError(
        page.post("/time", "{\"cluster\":\"raft\",\"playing\":true,\"speed\":2000}"),
        400,
        "a speed is from 0.001 to 1000 times real time");
    assertError(
        page.send(page.request("/command").POST(BodyPublishers.ofString("{}"))),
        415,
        "the content must be application/json");
    assertThat(raw("POST", "/command", "Content-Length: 100000\r\n")).startsWith("HTTP/1.1 413");
  }

  static void assertError(HttpResponse<String> response, int status, String words)
      throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(PageClient.json(response).path("error").textValue()).isEqualTo(words);
  }

  @Test
  void ten_thousand_malformed_requests_change_nothing() throws Exception {
    prompt.type("status");
    String before = prompt.type("status");
    long last = page.run("counts").path("answers").path(0).longValue();
    String host = "Host: 127.0.0.1:%d\r\nCookie: %s\r\n".formatted(page.port(), page.cookie());
    Random chance = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[1 + chance.nextInt(200)];
      chance.nextBytes(bytes);
      byte[] head = BEGINNINGS.get(i % BEGINNINGS.size()).formatted(host).getBytes(UTF_8);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head);
      all.writeBytes(bytes);
      page.sendAndLeave(all.toByteArray());
    }
    assertThat(page.run("counts").path("answers").path(0).longValue()).isEqualTo(last + 1);
    assertThat(prompt.type("status")).isEqualTo(before);
  }
}
