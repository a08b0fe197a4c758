package quorate.netty.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may ask a server that listens everywhere. */
class SameOriginTest {

  private final SameOrigin guard =
      new SameOrigin(
          Set.of("node-1.nodes"), "start it with NAME", request -> Reply.json("{\"ok\":true}"));

  /** The status of a reply to a request with these headers, each behind its name. */
  private int status(String method, String... headers) throws InterruptedException {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return ((Reply.Content) guard.answer(new Request(method, "/", Map.of(), all, ""))).status();
  }

  @Test
  void an_address_localhost_and_an_allowed_name_are_hosts_whatever_the_port() throws Exception {
    for (String host :
        new String[] {
          "127.0.0.1:8001", "10.1.2.3", "[::1]:8001", "[fe80::1]", "localhost:1", "Node-1.Nodes:80"
        }) {
      assertThat(status("POST", "host", host)).as(host).isEqualTo(200);
    }
  }

  @Test
  void any_other_name_is_none() throws Exception {
    assertThat(status("GET")).isEqualTo(403);
    for (String host :
        new String[] {"evil.example:8001", "1.2.3.4.evil.example", "localhost.evil", "", "[::1"}) {
      assertThat(status("GET", "host", host)).as(host).isEqualTo(403);
    }
  }

  @Test
  void a_page_of_the_server_may_ask_and_a_page_of_elsewhere_may_not() throws Exception {
    String host = "127.0.0.1:8001";
    assertThat(status("POST", "host", host, "origin", "http://" + host)).isEqualTo(200);
    for (String origin :
        new String[] {"null", "http://evil.example", "http://127.0.0.1:8002", "file://", ""}) {
      assertThat(status("GET", "host", host, "origin", origin)).as(origin).isEqualTo(403);
      assertThat(status("POST", "host", host, "origin", origin)).as(origin).isEqualTo(403);
    }
  }

  @Test
  void a_link_from_elsewhere_leads_to_the_page_but_a_form_does_nothing() throws Exception {
    for (String site : new String[] {"cross-site", "same-site"}) {
      String[] headers = {"host", "127.0.0.1:8001", "sec-fetch-site", site};
      assertThat(status("GET", headers)).isEqualTo(200);
      assertThat(status("POST", headers)).isEqualTo(403);
      assertThat(status("DELETE", headers)).isEqualTo(403);
    }
    assertThat(status("POST", "host", "127.0.0.1:8001", "sec-fetch-site", "same-origin"))
        .isEqualTo(200);
  }
}
