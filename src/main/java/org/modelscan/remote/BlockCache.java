package org.modelscan.remote;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The blocks of a file that were used last, by their number. */
final class BlockCache {
  /** Bytes of a block; only the last one of a file is shorter. */
  static final int BLOCK = 1 << 12;

  private final Map<Long, byte[]> blocks;

  /** Keeps up to that many blocks. */
  BlockCache(int most) {
    this.blocks =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > most;
          }
        };
  }

  byte @Nullable [] get(long block) {
    return blocks.get(block);
  }

  boolean has(long block) {
    return blocks.containsKey(block);
  }

  /** Keeps content that starts with a block. */
  void keep(long firstBlock, byte[] content) {
    for (int at = 0; at < content.length; at += BLOCK) {
      blocks.put(
          firstBlock + at / BLOCK,
          Arrays.copyOfRange(content, at, Math.min(content.length, at + BLOCK)));
    }
  }
}
