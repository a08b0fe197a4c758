/** A cluster whose nodes are processes. */
package quorate.nodes.cluster;
