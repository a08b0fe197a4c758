/**
 * All that the author of an algorithm needs, and nothing else.
 *
 * <p>A node is a deterministic state machine: the same events in the same order give the same
 * effects. It is told what happened ({@link quorate.spi.ElectionNode}), and says what is to be done
 * ({@link quorate.spi.Effects}). It has no clock, no thread, no randomness and no socket, so that
 * the same class runs over TCP and in a simulator.
 */
package quorate.spi;
