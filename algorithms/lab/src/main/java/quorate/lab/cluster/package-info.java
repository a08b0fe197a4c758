/**
 * What a running cluster is, whatever drives it: the host of one node, the links between nodes, the
 * faults that can be done to them, and the catalog of algorithms.
 */
package quorate.lab.cluster;
