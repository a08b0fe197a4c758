package quorate.spi;

/**
 * What a node says about what it did or left undone. Readers of a trace tell reasons apart by their
 * types, and never by their sentences, so that a sentence can be mended without breaking anything.
 */
public sealed interface Reason permits Reason.Explanation, Reason.Refused, Reason.Ignored {

  /** For a person: lower case, one line. */
  String sentence();

  /** Why the node does something. */
  record Explanation(String sentence) implements Reason {}

  /**
   * Why the node refuses what another one asks for.
   *
   * @param asker who asks
   * @param rule which rule forbids it, in a few words that are always the same: {@code log behind}
   */
  record Refused(NodeId asker, String rule, String sentence) implements Reason {}

  /** Why a message, or a person's request, has no effect. */
  record Ignored(String sentence) implements Reason {}
}
