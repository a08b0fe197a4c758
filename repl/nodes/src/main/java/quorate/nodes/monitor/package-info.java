/** Who watches nodes from outside: asks each over HTTP, and says what has changed. */
package quorate.nodes.monitor;
