package quorate.spi;

/**
 * What one node sends to another. Each algorithm declares one sealed interface that extends this
 * one, with a public record per message; the record's simple name is the message's name everywhere:
 * on the wire, in the trace, in the tables.
 *
 * <p>Components of the records are primitives, strings, {@link NodeId}s, and records and lists of
 * these; one that can be absent is {@code null}, never an {@code Optional}.
 */
public interface Message {

  Purpose purpose();

  /** The message's name, as the paper has it: {@code RequestVote}. */
  default String name() {
    return getClass().getSimpleName();
  }
}
