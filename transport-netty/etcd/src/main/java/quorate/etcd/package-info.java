/** etcd as a manager of leases: its servers, and contenders that campaign for a leader key. */
package quorate.etcd;
