/** ZooKeeper as a manager of leases: its servers, and contenders with a leader latch of Curator. */
package quorate.zookeeper;
