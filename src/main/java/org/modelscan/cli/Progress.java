package org.modelscan.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.modelscan.bytes.ByteCount;
import org.modelscan.remote.Traffic;
import org.modelscan.scan.Result;

/**
 * A line on a terminal that counts, and is gone when the scan is done. It shows no name from a
 * scanned file. Safe for use by several threads.
 */
final class Progress implements Consumer<Result>, AutoCloseable {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String CLEARED = "\r\u001b[K";

  private final PrintStream terminal;
  private final long files;
  private final Traffic traffic;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong findings = new AtomicLong();
  private final AtomicLong next = new AtomicLong(System.nanoTime() + INTERVAL);

  /** Counts up to {@code files}, and what is received meanwhile. */
  Progress(PrintStream terminal, long files, Traffic traffic) {
    this.terminal = terminal;
    this.files = files;
    this.traffic = traffic;
  }

  @Override
  public void accept(Result result) {
    long count = done.incrementAndGet();
    long found = findings.addAndGet(result.findings().size());
    long due = next.get();
    long now = System.nanoTime();
    if (now - due >= 0 && next.compareAndSet(due, now + INTERVAL)) {
      terminal.print(
          CLEARED
              + String.format(Locale.ROOT, "%,d of %,d files", count, files)
              + found(found)
              + fetched());
      terminal.flush();
    }
  }

  private String fetched() {
    long received = traffic.received();
    return received == 0 ? "" : ", " + ByteCount.shown(received) + " fetched";
  }

  private static String found(long count) {
    return count == 0
        ? ""
        : String.format(Locale.ROOT, ", %,d finding%s", count, count == 1 ? "" : "s");
  }

  @Override
  public void close() {
    terminal.print(CLEARED);
    terminal.flush();
  }
}
