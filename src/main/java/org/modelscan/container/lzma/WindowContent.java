package org.modelscan.container.lzma;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.container.window.Window;

/** Content that is decoded through a window, a step at a time. */
abstract sealed class WindowContent extends LzmaContent permits LzmaData, Lzma2Data {
  /** The least that liblzma takes, whatever is asked for (lzma/lzma_decoder.c). */
  private static final int SMALLEST_DICTIONARY = 4096;

  private static final int LEAST = 1 << 12;
  private static final int MOST = 1 << 16;

  private final Budget budget;
  private final Window window;
  private long memory;
  private @Nullable IOException failure;
  private boolean ended;

  WindowContent(long dictionary, Budget budget) {
    this.budget = budget;
    this.window = new Window(Math.max(dictionary, SMALLEST_DICTIONARY), budget);
  }

  final Window window() {
    return window;
  }

  /** Claims memory beside that of the window, instead of what was claimed before. */
  final void claim(long bytes) throws IOException {
    budget.releaseMemory(memory);
    memory = 0;
    budget.claimMemory(bytes);
    memory = bytes;
  }

  /**
   * Decodes some more into the window, where there is room for {@code wanted} and a match.
   *
   * @return whether this was the end
   */
  abstract boolean decode(int wanted) throws IOException;

  @Override
  public final int read(byte[] into, int offset, int length) throws IOException {
    while (true) {
      int given = window.give(into, offset, length);
      if (given > 0 || length == 0) {
        return given;
      }
      if (failure != null) {
        throw failure;
      }
      if (ended) {
        return -1;
      }
      try {
        int wanted = Math.clamp(length, LEAST, MOST);
        window.reserve(wanted + LzmaSymbols.LONGEST_MATCH);
        ended = decode(wanted);
      } catch (IOException damaged) {
        failure = damaged;
      }
    }
  }

  @Override
  public final void close() {
    window.release();
    budget.releaseMemory(memory);
    memory = 0;
    ended = true;
  }
}
