package quorate.{{package}};

import java.util.Set;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeSetup;
import quorate.spi.Property;

/** What the catalog lists. */
public final class {{Class}}Algorithm implements ElectionAlgorithm {

  /** What is typed: start {{name}} 5. */
  @Override
  public String name() {
    return "{{name}}";
  }

  /** The paper, with its section. */
  @Override
  public String source() {
    return "no paper yet: the lowest that claims to lead";
  }

  @Override
  public Class<? extends Message> messageType() {
    return {{Class}}Message.class;
  }

  /**
   * {@inheritDoc}
   *
   * <p>It promises nothing: two nodes that cannot hear each other both lead, and without epochs
   * nothing tells them apart.
   */
  @Override
  public Set<Property> promises() {
    return Set.of();
  }

  @Override
  public ElectionNode newNode(NodeSetup setup) {
    return new {{Class}}Node(setup);
  }
}
