/**
 * An election that is no longer Bully: the highest node that runs leads, but only if a majority of
 * all members answers it. It has no paper; it shows what a majority buys, and what it does not, to
 * a reader who comes from {@link quorate.bully}. {@link
 * quorate.highestofmajority.HighestOfMajorityNode} is the file to read.
 */
package quorate.highestofmajority;
