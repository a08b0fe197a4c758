/** Nodes as processes, without a terminal: each node answers HTTP, and others follow it. */
package quorate.nodes;
