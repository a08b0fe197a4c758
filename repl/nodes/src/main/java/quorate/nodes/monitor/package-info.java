/** Who watches nodes from outside. */
package quorate.nodes.monitor;
