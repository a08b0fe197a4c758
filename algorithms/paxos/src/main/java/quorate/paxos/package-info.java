/**
 * Leader selection with single-decree Paxos, after Leslie Lamport, <em>Paxos Made Simple</em>,
 * 2001, §2: one instance of the synod an epoch, and its decree is the id of the epoch's leader.
 * {@link quorate.paxos.PaxosNode} is the file to read beside the paper.
 */
package quorate.paxos;
