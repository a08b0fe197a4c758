package quorate.etcd;

/**
 * What a contender knows of itself.
 *
 * @param lease the id of its lease; 0 if it has none
 * @param leaseValidForMillis how much longer it may rely on it
 * @param leads whether it believes that it leads
 * @param revision the newest revision at which a leader's key was created, as far as it knows;
 *     {@code -} if it knows none
 */
public record EtcdState(long lease, long leaseValidForMillis, boolean leads, String revision) {}
