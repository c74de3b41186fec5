package org.modelscan.remote;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one run, which are set up when something is first asked: a scan that asks
 * nothing does not pay for them. Safe for use by several threads.
 */
public final class Network implements Closeable {
  /** Each may hold some megabytes of what it reads. */
  private static final int JOBS = 8;

  private final Traffic traffic = new Traffic();
  private final Patience patience;
  private final Proxies proxies;
  private @Nullable Transport transport;

  /** Sets nothing up yet. */
  public Network(Patience patience, Proxies proxies) {
    this.patience = patience;
    this.proxies = proxies;
  }

  /** Files to read from servers at once: who waits for a network needs no processor. */
  public static int jobs(int processors) {
    return Math.max(JOBS, processors);
  }

  /** What requests are sent by. */
  public synchronized Transport transport() {
    if (transport == null) {
      transport = new Transport(patience, proxies, traffic);
    }
    return transport;
  }

  /** What was asked and received. */
  public Traffic traffic() {
    return traffic;
  }

  @Override
  public synchronized void close() {
    if (transport != null) {
      transport.close();
    }
  }
}
