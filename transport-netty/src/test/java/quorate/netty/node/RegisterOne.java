package quorate.netty.node;

import java.nio.file.Path;
import quorate.spi.NodeId;

/** The program of one member for tests, which only registers itself. */
final class RegisterOne {

  private RegisterOne() {}

  /** Takes the registry and the ids; registers when a line comes, one after the other. */
  public static void main(String[] args) throws Exception {
    Members members = Members.registry(Path.of(args[0]), RegistryTest.SPEC);
    NodeId self = new NodeId(Integer.parseInt(args[1]));
    HostPort address = new HostPort("127.0.0.1", 7000 + self.value());
    members.find();
    System.out.println("ready");
    System.in.read();
    members.register(self, address);
    System.out.println("registered");
  }
}
