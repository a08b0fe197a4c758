/**
 * A cluster over real TCP, and the only place with sockets, threads and the wall clock. Every node
 * listens on a loopback port of its own; each pair of nodes shares one connection; frames are JSON
 * with a length before it. {@link quorate.netty.FramePipeline} lists what a byte goes through.
 */
package quorate.netty;
