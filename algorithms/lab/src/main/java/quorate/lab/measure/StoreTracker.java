package quorate.lab.measure;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.measure.StoreCounts.Decided;
import quorate.lab.store.StoreMessage.Write;
import quorate.lab.store.StoreMessage.WriteAccepted;
import quorate.lab.store.StoreMessage.WriteRefused;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.Message;
import quorate.spi.NodeId;

/** Counts what leaders write to a store, since the start. */
public final class StoreTracker implements Observer {

  private final SortedMap<NodeId, Writing> writers = new TreeMap<>();
  private boolean hasStore;
  private long sent;
  private long lost;
  private Decided unfenced = Decided.NONE;
  private Decided fenced = Decided.NONE;
  private OptionalLong newestToken = OptionalLong.empty();
  private long newestOffice;

  /** One node: when it became leader, as the numbers of the events that made it leader. */
  private static final class Writing {
    private long office;

    /** Of the write on which its process works. */
    private long officeOfCheck;

    private boolean works;

    /** The timer may be set again before it expires, as when the clock changes its rate. */
    void check() {
      officeOfCheck = works ? officeOfCheck : office;
      works = true;
    }

    /** By the number of the first write of each office. */
    private final TreeMap<Long, Long> officeOfWrites = new TreeMap<>();
  }

  /** Whether the leaders of a cluster have epochs, which fence; true if nobody leads. */
  public static boolean hasTokens(ClusterState state) {
    return state.believers().stream()
        .allMatch(leader -> state.node(leader).belief().epoch().isPresent());
  }

  @Override
  public void on(TraceEvent event) {
    if (event instanceof BeliefChanged changed) {
      boolean elected = changed.comesToLead() || changed.beginsElection();
      if (changed.after().leads() && elected) {
        writing(changed.node()).office = changed.number();
      }
    } else if (event instanceof Sent it) {
      onSent(it);
    } else if (event instanceof Crashed crashed) {
      writing(crashed.node()).works = false;
    } else if (event instanceof TimerCancelled off && off.timer().name().equals(Write.TIMER)) {
      writing(off.node()).works = false;
    } else if (event instanceof TimerSet set && set.timer().name().equals(Write.TIMER)) {
      writing(set.node()).check();
    } else if (event instanceof Dropped dropped && dropped.message() instanceof Write) {
      lost++;
    } else if (event instanceof Starting starting && starting.node().equals(NodeId.STORE)) {
      hasStore = true;
    }
  }

  private Writing writing(NodeId node) {
    return writers.computeIfAbsent(node, it -> new Writing());
  }

  private void onSent(Sent it) {
    Message message = it.message();
    if (message instanceof Write write) {
      sent++;
      Writing writing = writing(it.from());
      writing.works = false;
      TreeMap<Long, Long> offices = writing.officeOfWrites;
      if (offices.isEmpty() || offices.lastEntry().getValue() != writing.officeOfCheck) {
        offices.put(write.number(), writing.officeOfCheck);
      }
    } else if (message instanceof WriteAccepted accepted) {
      long overtaken = isOvertaken(it.to(), accepted) ? 1 : 0;
      long withoutToken = accepted.token() == null ? 1 : 0;
      count(accepted.fencing().equals("on"), new Decided(1, overtaken, withoutToken, 0));
    } else if (message instanceof WriteRefused) {
      count(true, new Decided(0, 0, 0, 1));
    }
  }

  private void count(boolean fencing, Decided one) {
    if (fencing) {
      fenced = fenced.plus(one, 1);
    } else {
      unfenced = unfenced.plus(one, 1);
    }
  }

  /** Whether the store accepts a write after one of a later leader; takes note of it. */
  private boolean isOvertaken(NodeId writer, WriteAccepted accepted) {
    if (accepted.token() != null) {
      long token = accepted.token();
      boolean overtaken = newestToken.isPresent() && token < newestToken.getAsLong();
      newestToken = OptionalLong.of(Math.max(token, newestToken.orElse(token)));
      return overtaken;
    }
    long office = writing(writer).officeOfWrites.floorEntry(accepted.number()).getValue();
    boolean overtaken = office < newestOffice;
    newestOffice = Math.max(office, newestOffice);
    return overtaken;
  }

  /** What was counted so far; empty if there never was a store. */
  public Optional<StoreCounts> counts() {
    return hasStore ? Optional.of(new StoreCounts(sent, unfenced, fenced, lost)) : Optional.empty();
  }
}
