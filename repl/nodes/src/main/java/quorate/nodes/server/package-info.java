/** What a node in a process of its own answers over HTTP. */
package quorate.nodes.server;
