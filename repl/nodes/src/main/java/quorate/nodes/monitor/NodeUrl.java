package quorate.nodes.monitor;

import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.netty.node.HostPort;
import quorate.netty.node.JsonClient;
import quorate.netty.node.JsonClient.Silent;

/**
 * Where a node answers HTTP.
 *
 * @param address its host and port
 */
public record NodeUrl(HostPort address) {

  /**
   * Reads {@code http://127.0.0.1:8001}, or only what follows the slashes.
   *
   * @throws UserError if it is none of that
   */
  public static NodeUrl parse(String typed) {
    String rest = typed.replaceFirst("^http://", "").replaceFirst("/$", "");
    try {
      return new NodeUrl(HostPort.parse(rest));
    } catch (UserError none) {
      throw new UserError(
          "'%s' is not where a node answers; type, for instance: monitor http://127.0.0.1:8001"
              .formatted(Printable.of(typed)));
    }
  }

  /**
   * Asks the node what it is.
   *
   * @throws Silent if it does not answer in time, or not as a node does
   */
  public NodeSeen ask() throws Silent {
    JsonClient.Answer answer = new JsonClient(address).get("/status");
    if (!answer.isOk()) {
      throw new Silent("it answers with status " + answer.status(), null);
    }
    try {
      return NodeSeen.of(answer.json());
    } catch (IllegalArgumentException other) {
      throw new Silent("what answers there is no node", other);
    }
  }

  @Override
  public String toString() {
    return "http://" + address;
  }
}
