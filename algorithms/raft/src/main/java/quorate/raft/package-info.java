/**
 * Raft's leader election, after Diego Ongaro and John Ousterhout, <em>In Search of an
 * Understandable Consensus Algorithm (Extended Version)</em>, 2014: Figure 2, §5.1, §5.2, §5.4.1.
 * {@link quorate.raft.RaftNode} is the file to read beside the paper.
 */
package quorate.raft;
