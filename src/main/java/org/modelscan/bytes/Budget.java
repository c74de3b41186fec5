package org.modelscan.bytes;

import java.util.concurrent.TimeUnit;

/**
 * What one file, with all that is nested in it, has used of its {@link Limits}. Used by one thread.
 */
public final class Budget {
  private final Limits limits;
  private final long deadline;
  private long stored = Long.MAX_VALUE;
  private long bytesRead;
  private long bytesFetched;
  private long inflated;
  private long members;
  private long opcodes;
  private long decoderMemory;

  /** Starts the clock. */
  public Budget(Limits limits) {
    this.limits = limits;
    this.deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(limits.seconds());
  }

  /** The limits that this budget holds to. */
  public Limits limits() {
    return limits;
  }

  /** Bytes read so far. */
  public long bytesRead() {
    return bytesRead;
  }

  /** Tells the file's size: what is read of it twice does not count twice for the ratio. */
  public void stores(long size) {
    stored = size;
  }

  /** Charges bytes read from the file. */
  public void read(long count) throws BudgetSpent {
    bytesRead += count;
    if (bytesRead > limits.bytesRead()) {
      throw new BudgetSpent("bytes-read", limits.bytesRead() + " bytes");
    }
    time();
  }

  /** Charges bytes received from another machine. */
  public void fetch(long count) throws BudgetSpent {
    bytesFetched += count;
    if (bytesFetched > limits.bytesFetched()) {
      throw new BudgetSpent("bytes-fetched", limits.bytesFetched() + " bytes");
    }
    time();
  }

  /** Charges bytes that a decompressor gave. */
  public void inflate(long count) throws BudgetSpent {
    inflated += count;
    if (inflated > limits.inflated()) {
      throw new BudgetSpent("inflated", limits.inflated() + " bytes");
    }
    ratio(Limits.RATIO_FLOOR, limits.ratio());
    ratio(Limits.STEEPEST_FLOOR, Math.max(Limits.STEEPEST_RATIO, limits.ratio()));
    time();
  }

  private void ratio(long floor, long most) throws BudgetSpent {
    if (inflated > floor && inflated / most > Math.min(bytesRead, stored)) {
      throw new BudgetSpent("ratio", most + " inflated bytes for one stored");
    }
  }

  /** Charges one file inside the file. */
  public void member() throws BudgetSpent {
    if (++members > limits.members()) {
      throw new BudgetSpent("members", limits.members() + " members");
    }
    if ((members & 0xff) == 0) {
      time();
    }
  }

  /** Checks a level of nesting, the outermost being 0. */
  public void nesting(int depth) throws BudgetSpent {
    if (depth > limits.nesting()) {
      throw new BudgetSpent("nesting", limits.nesting() + " levels");
    }
  }

  /** Charges opcodes, nodes or other steps; call it in batches where it would cost. */
  public void opcodes(long count) throws BudgetSpent {
    opcodes += count;
    if (opcodes > limits.opcodes()) {
      throw new BudgetSpent("opcodes", limits.opcodes() + " opcodes");
    }
    time();
  }

  /** Checks the number of entries that one stack, memo or table keeps at once. */
  public void entries(long count) throws BudgetSpent {
    if (count > limits.memoryEntries()) {
      throw new BudgetSpent("memory-entries", limits.memoryEntries() + " entries");
    }
  }

  /** Charges memory that a decompressor is about to use, until it is released. */
  public void claimMemory(long bytes) throws BudgetSpent {
    if (bytes > Limits.DECODER_MEMORY - decoderMemory) {
      throw new BudgetSpent("decoder-memory", Limits.DECODER_MEMORY + " bytes");
    }
    decoderMemory += bytes;
  }

  /** Gives back memory that was claimed. */
  public void releaseMemory(long bytes) {
    decoderMemory -= bytes;
  }

  /** Checks the clock. */
  public void time() throws BudgetSpent {
    if (System.nanoTime() - deadline > 0) {
      throw new BudgetSpent("seconds", limits.seconds() + " s");
    }
  }
}
