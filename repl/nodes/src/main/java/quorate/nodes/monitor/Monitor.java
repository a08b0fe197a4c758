package quorate.nodes.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks some nodes over and over what they are, each on a thread of its own, so that one that is
 * silent does not keep the others waiting. Its maker takes the news, on one thread.
 */
public final class Monitor implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(150);

  private final Watched watched;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final List<Thread> asking = new ArrayList<>();

  /** Begins to ask. */
  public Monitor(List<NodeUrl> urls) {
    this.watched = new Watched(urls);
    for (NodeUrl url : urls) {
      Thread thread = new Thread(() -> ask(url), "asks " + url);
      thread.setDaemon(true);
      asking.add(thread);
    }
    asking.forEach(Thread::start);
  }

  private void ask(NodeUrl url) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        answers.put(Answer.of(url));
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    } catch (InterruptedException closed) {
      // nobody listens any more
    }
  }

  /**
   * Waits for answers, and returns what matters of them, a line each; nothing if there are none in
   * time, or nothing has changed.
   */
  public List<String> news(Duration atMost) throws InterruptedException {
    List<String> news = new ArrayList<>();
    Answer answer = answers.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    while (answer != null) {
      news.addAll(watched.take(answer));
      answer = answers.poll();
    }
    return news;
  }

  /** What is known now. */
  public MonitorView view() {
    return new MonitorView(watched.rows(), System.nanoTime());
  }

  /** The names of the clusters whose nodes have answered. */
  public List<String> clusters() {
    return watched.clusters();
  }

  /** Asks each node once, and waits for all. */
  public static MonitorView once(List<NodeUrl> urls) throws InterruptedException {
    try (Monitor monitor = new Monitor(urls)) {
      while (monitor.watched.rows().stream()
          .anyMatch(row -> row.seen().isEmpty() && row.problem().equals(Watched.NOT_YET))) {
        monitor.news(Duration.ofSeconds(1));
      }
      return monitor.view();
    }
  }

  @Override
  public void close() {
    asking.forEach(Thread::interrupt);
  }
}
