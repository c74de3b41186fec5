package org.modelscan.remote;

import static org.modelscan.remote.BlockCache.BLOCK;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.SpooledBytes;

/**
 * A file on a server, read by ranges of HTTP (RFC 9110, 14). What was read is kept in blocks. Where
 * reading goes forward, each request asks for twice as much as the one before, and the next one is
 * on its way while this one is used. A server that gives no ranges sends the whole once, which is
 * kept as far as it is read.
 */
public final class HttpBytes implements Bytes {
  /** Most of what decides stands near the start, and a request takes longer than its bytes. */
  private static final int FIRST = 1 << 18;

  /** Reading goes forward where it goes on at most this far behind the last byte that was read. */
  private static final int STEP = 1 << 12;

  /** What is asked for where reading goes forward: twice this at first, up to the largest. */
  private static final int SMALLEST = 1 << 15;

  private static final int LARGEST = 1 << 21;
  private static final int CACHED_BLOCKS = 1536; // 6 MiB, three times the largest request
  private static final int MOST_IN_FLIGHT = 32;

  private final Transport transport;
  private final RemoteFile file;
  private final Budget budget;
  private final RangeReader ranges;
  private final BlockCache cache = new BlockCache(CACHED_BLOCKS);
  private final List<Flight> flights = new ArrayList<>();
  private final @Nullable Digest digest;
  private @Nullable Bytes whole;
  private @Nullable IOException failure;
  private long size = -1;
  private long frontier;
  private long lastRead;
  private int window = SMALLEST;

  /** Asks for nothing before something is read. */
  public HttpBytes(Transport transport, RemoteFile file, Budget budget) {
    this.transport = transport;
    this.file = file;
    this.budget = budget;
    this.ranges = new RangeReader(transport, file.request());
    this.digest = file.sha256().map(Digest::new).orElse(null);
  }

  /** A request on its way; start and length are multiples of a block but at the file's end. */
  private record Flight(long start, int length, Future<byte[]> content) {
    boolean brings(long block) {
      return block * BLOCK >= start && block * BLOCK < start + length;
    }
  }

  @Override
  public long size() throws IOException {
    open();
    return whole == null ? size : whole.size();
  }

  @Override
  public boolean isRandomAccess() {
    return whole == null;
  }

  @Override
  public int read(long offset, byte[] into, int at, int length) throws IOException {
    open();
    if (whole != null) {
      return whole.read(offset, into, at, length);
    }
    int wanted = offset < 0 ? 0 : Math.clamp(size - offset, 0, length);
    int total = 0;
    while (total < wanted) {
      long from = offset + total;
      byte[] block = block(from, offset + wanted);
      int inBlock = (int) (from % BLOCK);
      int count = Math.min(wanted - total, block.length - inBlock);
      System.arraycopy(block, inBlock, into, at + total, count);
      total += count;
      lastRead = offset + total;
    }
    budget.read(total);
    return total;
  }

  @Override
  public void expect(long offset, int length) {
    if (size < 0 || whole != null || offset < 0 || offset >= size) {
      return;
    }
    long first = offset / BLOCK;
    long last = (Math.min(size, offset + length) - 1) / BLOCK;
    while (first <= last && isComing(first)) {
      first++;
    }
    while (first <= last && isComing(last)) {
      last--;
    }
    if (first <= last && flights.size() < MOST_IN_FLIGHT) {
      depart(first, (last + 1) * BLOCK);
    }
  }

  private boolean isComing(long block) {
    return cache.has(block) || flights.stream().anyMatch(flight -> flight.brings(block));
  }

  /** A block that is there, or the request that brings it with what is wanted behind it. */
  private byte[] block(long from, long wantedEnd) throws IOException {
    long number = from / BLOCK;
    byte[] known = cache.get(number);
    if (known != null) {
      return known;
    }
    if (flights.stream().noneMatch(flight -> flight.brings(number))) {
      long start = number * BLOCK;
      boolean forward = start == frontier && from >= lastRead && from - lastRead <= STEP;
      window = forward ? Math.min(LARGEST, window * 2) : SMALLEST;
      depart(number, Math.max(wantedEnd, start + (forward ? window : 0)));
    }
    land(number);
    byte[] brought = cache.get(number);
    if (brought == null) {
      throw new IllegalStateException("block " + number + " did not come");
    }
    return brought;
  }

  /** Asks for blocks up to an offset, or less where that is more than one request should bring. */
  private void depart(long block, long end) {
    long start = block * BLOCK;
    long rounded = Math.ceilDiv(Math.min(end, start + LARGEST), BLOCK) * BLOCK;
    int length = (int) (Math.min(size, rounded) - start);
    flights.add(new Flight(start, length, transport.start(() -> ranges.fetch(start, length))));
  }

  /** Takes what has come, and last, so that it stays, what brings a block. */
  private void land(long number) throws IOException {
    Flight awaited = null;
    for (Iterator<Flight> each = flights.iterator(); each.hasNext(); ) {
      Flight flight = each.next();
      if (flight.brings(number)) {
        awaited = flight;
        each.remove();
      } else if (flight.content().isDone()) {
        each.remove();
        if (flight.content().state() == Future.State.SUCCESS) {
          take(flight.start(), flight.content().resultNow());
        }
      }
    }
    if (awaited != null) {
      take(awaited.start(), await(awaited.content()));
      frontier = awaited.start() + awaited.length();
    }
    boolean reading = window >= LARGEST / 2 && frontier < size && !isComing(frontier / BLOCK);
    if (reading && flights.isEmpty()) {
      window = LARGEST;
      depart(frontier / BLOCK, frontier + window);
    }
  }

  private void take(long start, byte[] content) throws IOException {
    budget.fetch(content.length);
    cache.keep(start / BLOCK, content);
    if (digest != null) {
      check(digest, start, content);
    }
  }

  private void check(Digest digest, long start, byte[] content) throws IOException {
    try {
      digest.update(start, content, 0, content.length, size);
      byte[] known = cache.get(digest.next() / BLOCK);
      while (known != null && digest.next() < size && digest.next() % BLOCK == 0) {
        digest.update(digest.next(), known, 0, known.length, size);
        known = cache.get(digest.next() / BLOCK);
      }
    } catch (RemoteFailure wrong) {
      failure = wrong;
      throw wrong;
    }
  }

  private void open() throws IOException {
    if (failure != null) {
      throw failure; // what failed after several attempts is not tried again for every part
    }
    if (size >= 0 || whole != null) {
      return;
    }
    switch (await(transport.start(() -> ranges.open(FIRST)))) {
      case RangeReader.Opening.Whole(Answer answer) -> {
        long length = answer.length() < 0 ? file.size().orElse(-1L) : answer.length();
        whole = new SpooledBytes(checked(answer), length, budget);
        agree(length);
      }
      case RangeReader.Opening.Ranged(byte[] start, long length) -> {
        agree(length);
        size = length;
        frontier = start.length;
        take(0, start);
      }
    }
  }

  private void agree(long length) throws IOException {
    if (file.size().isPresent() && file.size().get() != length) {
      failure =
          new RemoteFailure(
              "the server has " + length + " bytes where " + file.size().get() + " are listed");
      throw failure;
    }
  }

  private InputStream checked(Answer answer) {
    return digest == null
        ? answer.body()
        : new DigestedStream(answer.body(), digest, file.size().orElse(answer.length()));
  }

  /** Waits as long as the budget allows. */
  private <T> T await(Future<T> future) throws IOException {
    try {
      while (true) {
        try {
          return future.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException notYet) {
          budget.time();
        }
      }
    } catch (ExecutionException failed) {
      failure = cause(failed);
      throw failure;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      future.cancel(true);
    }
  }

  private static IOException cause(ExecutionException failed) {
    return switch (failed.getCause()) {
      case IOException failure -> failure;
      case RuntimeException defect -> throw defect;
      case Error error -> throw error;
      case null, default -> new IOException(failed);
    };
  }

  @Override
  public void close() throws IOException {
    flights.forEach(flight -> flight.content().cancel(true));
    flights.clear();
    if (whole != null) {
      whole.close();
    }
  }
}
