/**
 * Election by a lease, after Gray and Cheriton, <em>Leases: An Efficient Fault-Tolerant Mechanism
 * for Distributed File Cache Consistency</em>, SOSP 1989, and Burrows, <em>The Chubby Lock Service
 * for Loosely-Coupled Distributed Systems</em>, OSDI 2006: the node that holds the lease leads. {@link
 * quorate.lease.LeaseNode} and {@link quorate.lease.LeaseManager} are the files to read.
 */
package quorate.lease;
