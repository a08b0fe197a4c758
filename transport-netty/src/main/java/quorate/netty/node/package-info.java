/**
 * One node in a process of its own: its sockets, how it finds and recognizes its peers, and its
 * disk.
 */
package quorate.netty.node;
