package org.modelscan.container.lzma;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Arrays;

/**
 * The range decoder of LZMA, with the probabilities of all its bits: of 2048, how likely each is to
 * be 0. {@link LzmaSymbols} decodes literals with these fields in variables.
 */
final class RangeDecoder {
  /** Below it, the range takes another byte. */
  static final long TOP = 1L << 24;

  /**
   * Other decoders count in 32 bits. Data that start with a code as large as the range would go on
   * otherwise here than there.
   */
  static final long ALL_BITS = 0xffffffffL;

  static final int PROBABILITY_BITS = 11;
  static final int CERTAIN = 1 << PROBABILITY_BITS;
  static final int ADAPTATION = 5;

  private final CodedInput input;
  short[] probabilities = {};
  long range;
  long code;

  RangeDecoder(CodedInput input) {
    this.input = input;
  }

  /** Makes room for as many probabilities as the properties ask for. */
  void allocate(int count) {
    if (probabilities.length != count) {
      probabilities = new short[count];
    }
  }

  /** Makes all bits as likely 0 as 1. */
  void reset() {
    Arrays.fill(probabilities, (short) (CERTAIN / 2));
  }

  /** Starts the range coder at the next five bytes of the input, the first of which is 0. */
  void start() throws IOException {
    byte[] buffer = input.buffer();
    int at = input.at();
    if (input.limit() - at < 5) {
      throw CodedInput.cut();
    }
    verify(buffer[at] == 0, input.position(), "LZMA data does not start with 0");
    code = 0;
    for (int i = 1; i < 5; i++) {
      code = (code << 8) | (buffer[at + i] & 0xff);
    }
    range = ALL_BITS;
    input.at(at + 5);
  }

  /** Whether nothing is left that the range coder could give. */
  boolean isFinished() {
    if (input.at() < input.limit()) {
      normalize();
    }
    return code == 0;
  }

  /** Nearer to 2048 by a 32nd where {@code isZero} is -1, nearer to 0 where it is 0. */
  static short adapted(int chance, int isZero) {
    int target = isZero & ((1 << ADAPTATION) - 1 - CERTAIN);
    return (short) (chance - ((chance + target) >> ADAPTATION));
  }

  /** Bits of a tree, the highest first. */
  int tree(int base, int bits) {
    int symbol = 1;
    for (int i = 0; i < bits; i++) {
      symbol = symbol << 1 | bit(base + symbol);
    }
    return symbol - (1 << bits);
  }

  /** Bits of a tree, the lowest first. */
  int reversed(int base, int bits) {
    int symbol = 1;
    int value = 0;
    for (int i = 0; i < bits; i++) {
      int bit = bit(base + symbol);
      symbol = symbol << 1 | bit;
      value |= bit << i;
    }
    return value;
  }

  /** Bits that are as likely 0 as 1. */
  int direct(int bits) {
    int value = 0;
    for (int i = 0; i < bits; i++) {
      normalize();
      range >>>= 1;
      code = (code - range) & ALL_BITS;
      long isZero = -(code >>> 31);
      code = (code + (range & isZero)) & ALL_BITS;
      value = (value << 1) + 1 + (int) isZero;
    }
    return value;
  }

  /** One bit, coded by one probability. */
  int bit(int index) {
    normalize();
    int chance = probabilities[index];
    long bound = (range >>> PROBABILITY_BITS) * chance;
    if (code < bound) {
      range = bound;
      probabilities[index] = (short) (chance + ((CERTAIN - chance) >>> ADAPTATION));
      return 0;
    }
    range -= bound;
    code -= bound;
    probabilities[index] = (short) (chance - (chance >>> ADAPTATION));
    return 1;
  }

  private void normalize() {
    if (range < TOP) {
      range <<= 8;
      int at = input.at();
      code = ((code << 8) | (input.buffer()[at] & 0xff)) & ALL_BITS;
      input.at(at + 1);
    }
  }
}
