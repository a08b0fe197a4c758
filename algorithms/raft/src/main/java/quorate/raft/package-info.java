/**
 * Raft's leader election, after Diego Ongaro and John Ousterhout, <em>In Search of an
 * Understandable Consensus Algorithm (Extended Version)</em>, 2014: Figure 2, §5.1, §5.2, §5.4.1.
 * {@link quorate.raft.RaftNode} is the file to read beside the paper. Its variants are from
 * Ongaro's dissertation, <em>Consensus: Bridging Theory and Practice</em>, 2014: §4.2.3, §6.2,
 * §9.6.
 */
package quorate.raft;
