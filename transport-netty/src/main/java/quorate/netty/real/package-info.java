/**
 * Real systems behind the same face as our clusters: contenders that are clients of a system which
 * elects, seen from outside. What is of one system only is in a module of its own.
 */
package quorate.netty.real;
