/** A small HTTP server. It knows nothing of clusters. */
package quorate.netty.http;
