/** A small HTTP server on the loopback address. It knows nothing of clusters. */
package quorate.netty.http;
