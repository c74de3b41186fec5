package org.modelscan.remote;

import java.util.concurrent.atomic.AtomicLong;

/** What was asked of servers and received from them. Safe for use by several threads. */
public final class Traffic {
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  /** Nothing yet. */
  public Traffic() {}

  void request() {
    requests.incrementAndGet();
  }

  void received(long bytes) {
    received.addAndGet(bytes);
  }

  /** Requests sent, redirects and repetitions included. */
  public long requests() {
    return requests.get();
  }

  /** Bytes of bodies received. */
  public long received() {
    return received.get();
  }
}
