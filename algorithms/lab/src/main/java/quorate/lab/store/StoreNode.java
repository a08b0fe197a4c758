package quorate.lab.store;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import quorate.lab.store.StoreMessage.Write;
import quorate.lab.store.StoreMessage.WriteAccepted;
import quorate.lab.store.StoreMessage.WriteRefused;
import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Timer;

/**
 * A storage node. With fencing it refuses a write whose token is older than the newest it has seen:
 * 33, 34, 33 is accepted, accepted, refused. A write without a token it cannot judge, and accepts.
 * Source: Kleppmann, How to do distributed locking (2016), fencing tokens.
 */
public final class StoreNode implements ElectionNode {

  private final BooleanSupplier fencing;

  // durable
  private OptionalLong newestToken;

  // lost in a crash
  private long accepted;
  private long refused;

  /**
   * Every variable of a store.
   *
   * @param newestToken the newest token of a write that it accepted; {@code null} before the first
   * @param accepted how many writes it accepted since it started
   * @param refused how many it refused since it started
   */
  public record Variables(boolean fencing, Long newestToken, long accepted, long refused) {}

  /**
   * A store that goes on from what it saved.
   *
   * @param fencing whether it refuses old tokens now
   */
  public StoreNode(NodeSetup setup, BooleanSupplier fencing) {
    this.fencing = fencing;
    this.newestToken =
        setup.saved().stream().mapToLong(it -> ((StoreState) it).newestToken()).findFirst();
  }

  @Override
  public void onStart(Effects out) {}

  @Override
  public void onMessage(NodeId from, Message message, Effects out) {
    if (message instanceof Write write) {
      onWrite(from, write, out);
    } else {
      throw new IllegalArgumentException("the store has no rule for " + message);
    }
  }

  private void onWrite(NodeId writer, Write write, Effects out) {
    if (fencing.getAsBoolean() && isOld(write)) {
      refuse(writer, write, out);
      return;
    }
    if (write.token() != null && !isOld(write) && !isNewest(write)) {
      newestToken = OptionalLong.of(write.token());
      out.persist(new StoreState(write.token()));
    }
    accepted++;
    String fenced = fencing.getAsBoolean() ? "on" : "off";
    out.send(writer, new WriteAccepted(write.number(), write.token(), fenced));
  }

  private boolean isOld(Write write) {
    return write.token() != null
        && newestToken.isPresent()
        && write.token() < newestToken.getAsLong();
  }

  private boolean isNewest(Write write) {
    return newestToken.equals(OptionalLong.of(write.token()));
  }

  private void refuse(NodeId writer, Write write, Effects out) {
    long newest = newestToken.getAsLong();
    refused++;
    out.refuse(
        writer,
        "old token",
        "write %d of %s: its token %d is older than %d"
            .formatted(write.number(), writer, write.token(), newest));
    out.send(writer, new WriteRefused(write.number(), write.token(), newest));
  }

  @Override
  public void onTimer(Timer timer, Effects out) {
    throw new IllegalArgumentException("the store has no timer " + timer);
  }

  /** It leads nobody, and follows nobody. */
  @Override
  public Belief belief() {
    return Belief.NOTHING;
  }

  @Override
  public Record state() {
    return new Variables(
        fencing.getAsBoolean(),
        newestToken.isPresent() ? newestToken.getAsLong() : null,
        accepted,
        refused);
  }
}
