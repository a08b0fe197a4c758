/** A cluster of processes on this machine that outlives the command that started it. */
package quorate.nodes.local;
