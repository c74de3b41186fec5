package org.modelscan.format.jinja;

/**
 * Where the characters of a text stand in its UTF-8 form. The text is counted through once, so that
 * a long one with a finding in each line does not cost its length for each.
 */
final class ByteOffsets {
  private static final int BLOCK = 256;

  private final String text;
  private final int[] blocks;

  /** Counts a text of fewer than 700 million characters. */
  ByteOffsets(String text) {
    this.text = text;
    this.blocks = new int[text.length() / BLOCK + 1];
    for (int block = 1; block < blocks.length; block++) {
      blocks[block] = blocks[block - 1] + bytes((block - 1) * BLOCK, block * BLOCK);
    }
  }

  /** Bytes before a character. */
  int of(int character) {
    int block = character / BLOCK;
    return blocks[block] + bytes(block * BLOCK, character);
  }

  private int bytes(int from, int to) {
    int bytes = 0;
    for (int i = from; i < to; i++) {
      char unit = text.charAt(i);
      bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
    }
    return bytes;
  }
}
