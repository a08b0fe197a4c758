package quorate.nodes.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.netty.node.Asking;
import quorate.netty.node.Asking.Silent;
import quorate.netty.node.HostPort;

/**
 * Where a node answers HTTP.
 *
 * @param address its host and port
 */
public record NodeUrl(HostPort address) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

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
    byte[] answer = Asking.get(address, "/status");
    try {
      return NodeSeen.of(MAPPER.readTree(answer));
    } catch (IOException | IllegalArgumentException other) {
      throw new Silent("what answers there is no node");
    }
  }

  @Override
  public String toString() {
    return "http://" + address;
  }
}
