package org.modelscan.container.lzma;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.container.window.Window;

/**
 * Decodes literals and matches, each bit of which is coded by how likely it is to be 0 (Igor
 * Pavlov's lzma-specification.txt). State and probabilities live on from one chunk of LZMA2 to the
 * next.
 *
 * <p>As in liblzma, the coder takes a byte only when the next bit needs it: of data that is cut,
 * each symbol comes out whose bits are there.
 */
final class LzmaSymbols {
  /** The most that one symbol adds. */
  static final int LONGEST_MATCH = 273;

  private static final int STATES = 12;
  private static final int POSITION_STATES = 16;

  /** States below it follow a literal. */
  private static final int FIRST_MATCH_STATE = 7;

  // Where the probabilities of each kind of bit start.
  private static final int IS_MATCH = 0;
  private static final int IS_REPEATED = IS_MATCH + STATES * POSITION_STATES;
  private static final int IS_NOT_LAST = IS_REPEATED + STATES;
  private static final int IS_NOT_SECOND = IS_NOT_LAST + STATES;
  private static final int IS_NOT_THIRD = IS_NOT_SECOND + STATES;
  private static final int IS_LONG = IS_NOT_THIRD + STATES;
  private static final int MATCH_LENGTH = IS_LONG + STATES * POSITION_STATES;
  private static final int SHORT_LENGTHS = 2;
  private static final int MIDDLE_LENGTHS = SHORT_LENGTHS + POSITION_STATES * 8;
  private static final int LONG_LENGTHS = MIDDLE_LENGTHS + POSITION_STATES * 8;
  private static final int REPEATED_LENGTH = MATCH_LENGTH + LONG_LENGTHS + 256;
  private static final int DISTANCE_SLOT = REPEATED_LENGTH + LONG_LENGTHS + 256;
  private static final int DISTANCE = DISTANCE_SLOT + 4 * 64;
  private static final int ALIGNMENT = DISTANCE + 128;
  private static final int LITERALS = ALIGNMENT + 16;

  /** Probabilities of one literal coder: alone, and beside a byte whose bit is 0 or 1. */
  private static final int LITERAL_CODER = 3 * 256;

  private final CodedInput input;
  private final RangeDecoder coder;
  private final Window window;
  private int literalContextBits;
  private int literalPositionMask;
  private int positionMask;

  private int state;
  private int distance;
  private int second;
  private int third;
  private int fourth;

  /** Bytes decoded since the dictionary was reset: what comes next depends on it. */
  private long position;

  LzmaSymbols(CodedInput input, Window window) {
    this.input = input;
    this.coder = new RangeDecoder(input);
    this.window = window;
  }

  /** Bytes of memory that properties ask for; at most 6 MiB. */
  static long memory(int properties) {
    return 2L * probabilities(properties % 9 + properties / 9 % 5);
  }

  private static int probabilities(int literalBits) {
    return LITERALS + (LITERAL_CODER << literalBits);
  }

  /**
   * Takes new properties and forgets the state.
   *
   * @param properties (pb * 5 + lp) * 9 + lc, at most 224
   */
  void reset(int properties) {
    literalContextBits = properties % 9;
    int literalPositionBits = properties / 9 % 5;
    literalPositionMask = (1 << literalPositionBits) - 1;
    positionMask = (1 << (properties / 45)) - 1;
    coder.allocate(probabilities(literalContextBits + literalPositionBits));
    reset();
  }

  /** Forgets the state. */
  void reset() {
    coder.reset();
    state = 0;
    distance = 0;
    second = 0;
    third = 0;
    fourth = 0;
  }

  /** Forgets what was decoded, as far as it says what comes next. */
  void resetDictionary() {
    position = 0;
  }

  /** Content that is not coded stands before the next symbol. */
  void passed(int count) {
    position += count;
  }

  /** Starts at the next five bytes of the input, the first of which is 0. */
  void start() throws IOException {
    coder.start();
  }

  /** Whether nothing is left that could be decoded. */
  boolean isFinished() {
    return coder.isFinished();
  }

  /**
   * Decodes at least {@code wanted} bytes into the window, where there is room for {@link
   * #LONGEST_MATCH} more.
   *
   * @param most bytes that may still come
   * @return whether the end mark came
   */
  boolean decode(int wanted, long most) throws IOException {
    int start = window.end();
    int stop = start + (int) Math.min(wanted, most);
    while (window.end() < stop) {
      if (input.at() > input.lastStart()) {
        if (input.isLast()) {
          throw CodedInput.cut();
        }
        input.fill();
      }
      if (literals(stop)) {
        int length = match();
        if (input.at() > input.limit()) {
          throw CodedInput.cut();
        }
        if (length == 0) {
          return true;
        }
        int given = (int) Math.min(length, most - (window.end() - start));
        window.repeat((distance & 0xffffffffL) + 1, given);
        position += given;
        verify(given == length, input.position(), "match crosses the end of its data");
      }
    }
    return false;
  }

  /** Decodes the end mark and nothing else. */
  boolean decodeEnd() throws IOException {
    if (coder.bit(IS_MATCH + state * POSITION_STATES + (int) (position & positionMask)) == 0) {
      return false;
    }
    return match() == 0;
  }

  /**
   * Decodes literals up to an index or the end of the input. Weights hardly have matches, and none
   * of their bits can be foreseen: without branches on what a bit is, with both probabilities of
   * the next one loaded before it is known which is needed, and with all that changes in variables,
   * this takes two thirds of the time.
   *
   * @return whether a match comes, of which the first bit was taken
   */
  private boolean literals(int stop) throws MalformedInput {
    verify(
        state < FIRST_MATCH_STATE || Integer.compareUnsigned(distance, window.end()) < 0,
        input.position(),
        "match reaches back too far");
    byte[] buffer = input.buffer();
    int lastStart = input.lastStart();
    int limit = input.limit();
    int at = input.at();
    byte[] output = window.buffer();
    int end = window.end();
    short[] chances = coder.probabilities;
    long width = coder.range;
    long value = coder.code;
    int context = state;
    long passed = position;
    boolean match = false;
    while (end < stop && at <= lastStart) {
      int kind = IS_MATCH + context * POSITION_STATES + (int) (passed & positionMask);
      if (width < RangeDecoder.TOP) {
        width <<= 8;
        value = ((value << 8) | (buffer[at++] & 0xff)) & RangeDecoder.ALL_BITS;
      }
      int chance = chances[kind];
      long bound = (width >>> RangeDecoder.PROBABILITY_BITS) * chance;
      if (value >= bound) {
        chances[kind] = (short) (chance - (chance >>> RangeDecoder.ADAPTATION));
        width -= bound;
        value -= bound;
        match = true;
        break;
      }
      chances[kind] =
          (short) (chance + ((RangeDecoder.CERTAIN - chance) >>> RangeDecoder.ADAPTATION));
      width = bound;
      int literal = literalCoder(passed, passed == 0 ? 0 : output[end - 1] & 0xff);
      int symbol = 1;
      if (context < FIRST_MATCH_STATE) {
        chance = chances[literal + 1];
        do {
          if (width < RangeDecoder.TOP) {
            width <<= 8;
            value = ((value << 8) | (buffer[at++] & 0xff)) & RangeDecoder.ALL_BITS;
          }
          int zero = literal + 2 * symbol;
          int afterZero = chances[zero];
          int afterOne = chances[zero + 1];
          bound = (width >>> RangeDecoder.PROBABILITY_BITS) * chance;
          value -= bound;
          long isZero = value >> 63; // all bits or none
          value += bound & isZero;
          width -= bound;
          width += (bound - width) & isZero;
          chances[literal + symbol] = RangeDecoder.adapted(chance, (int) isZero);
          symbol = 2 * symbol + 1 + (int) isZero;
          chance = afterOne + ((afterZero - afterOne) & (int) isZero);
        } while (symbol < 0x100);
      } else {
        int beside = output[end - 1 - distance] & 0xff;
        int group = 0x100;
        do {
          if (width < RangeDecoder.TOP) {
            width <<= 8;
            value = ((value << 8) | (buffer[at++] & 0xff)) & RangeDecoder.ALL_BITS;
          }
          beside <<= 1;
          int other = beside & group;
          int index = literal + group + other + symbol;
          chance = chances[index];
          bound = (width >>> RangeDecoder.PROBABILITY_BITS) * chance;
          value -= bound;
          long isZero = value >> 63;
          value += bound & isZero;
          width -= bound;
          width += (bound - width) & isZero;
          chances[index] = RangeDecoder.adapted(chance, (int) isZero);
          symbol = 2 * symbol + 1 + (int) isZero;
          group &= other ^ (int) isZero; // as long as both have the same bits
        } while (symbol < 0x100);
      }
      if (at > limit) {
        break; // bits of it are not there
      }
      output[end++] = (byte) symbol;
      passed++;
      context = context < 4 ? 0 : context < 10 ? context - 3 : context - 6;
    }
    coder.range = width;
    coder.code = value;
    state = context;
    position = passed;
    input.at(at);
    window.extend(end);
    return match;
  }

  private int literalCoder(long passed, int before) {
    int context = (int) (passed & literalPositionMask) << literalContextBits;
    return LITERALS + LITERAL_CODER * (context + (before >>> (8 - literalContextBits)));
  }

  /** The rest of a match, the length of which is given; 0 is the end mark. */
  private int match() throws MalformedInput {
    int positionState = (int) (position & positionMask);
    if (coder.bit(IS_REPEATED + state) == 0) {
      fourth = third;
      third = second;
      second = distance;
      int length = length(MATCH_LENGTH, positionState);
      distance = distance(length);
      state = state < FIRST_MATCH_STATE ? 7 : 10;
      return distance == -1 ? 0 : length;
    }
    if (coder.bit(IS_NOT_LAST + state) == 0) {
      if (coder.bit(IS_LONG + state * POSITION_STATES + positionState) == 0) {
        state = state < FIRST_MATCH_STATE ? 9 : 11;
        return 1;
      }
    } else {
      int chosen = second;
      if (coder.bit(IS_NOT_SECOND + state) == 1) {
        chosen = third;
        if (coder.bit(IS_NOT_THIRD + state) == 1) {
          chosen = fourth;
          fourth = third;
        }
        third = second;
      }
      second = distance;
      distance = chosen;
    }
    int length = length(REPEATED_LENGTH, positionState);
    state = state < FIRST_MATCH_STATE ? 8 : 11;
    return length;
  }

  private int length(int kind, int positionState) {
    if (coder.bit(kind) == 0) {
      return 2 + coder.tree(kind + SHORT_LENGTHS + positionState * 8, 3);
    }
    if (coder.bit(kind + 1) == 0) {
      return 10 + coder.tree(kind + MIDDLE_LENGTHS + positionState * 8, 3);
    }
    return 18 + coder.tree(kind + LONG_LENGTHS, 8);
  }

  private int distance(int length) {
    int slot = coder.tree(DISTANCE_SLOT + 64 * Math.min(length - 2, 3), 6);
    if (slot < 4) {
      return slot;
    }
    int bits = (slot >>> 1) - 1;
    int high = (2 | (slot & 1)) << bits;
    if (slot < 14) {
      return high + coder.reversed(DISTANCE + high - slot, bits);
    }
    return high + (coder.direct(bits - 4) << 4) + coder.reversed(ALIGNMENT, 4);
  }
}
