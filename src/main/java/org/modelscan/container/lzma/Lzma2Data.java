package org.modelscan.container.lzma;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;

/** LZMA2: chunks of LZMA data or of bytes as they are (liblzma's lzma2_decoder.c). */
final class Lzma2Data extends WindowContent {
  private static final int END = 0;
  private static final int PLAIN_AFTER_RESET = 1;
  private static final int PLAIN = 2;
  private static final int CODED = 0x80;
  private static final int HIGHEST_LITERAL_BITS = 4;

  /** What a chunk of LZMA data forgets of those before it, by two bits of its control byte. */
  private static final int STATE = 1;

  private static final int PROPERTIES = 2;
  private static final int DICTIONARY = 3;

  private final Bytes bytes;
  private final CodedInput input;
  private final LzmaSymbols symbols;
  private final byte[] plain = new byte[1 << 12];
  private long position;
  private boolean coded;
  private int left;
  private long behind;
  private boolean hasProperties;

  Lzma2Data(Bytes bytes, long offset, long dictionary, Budget budget) {
    super(dictionary, budget);
    this.bytes = bytes;
    this.input = new CodedInput(bytes);
    this.symbols = new LzmaSymbols(input, window());
    this.position = offset;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  boolean decode(int wanted) throws IOException {
    if (left == 0 && next()) {
      return true;
    }
    int before = window().end();
    if (coded) {
      verify(!symbols.decode(wanted, left), input.position(), "LZMA2 data have an end mark");
    } else {
      int read = bytes.read(position, plain, 0, Math.min(left, plain.length));
      if (read == 0) {
        throw CodedInput.cut();
      }
      window().append(plain, 0, read);
      symbols.passed(read);
      position += read;
    }
    left -= window().end() - before;
    if (left == 0 && coded) {
      verify(
          symbols.isFinished() && input.position() == behind,
          input.position(),
          "LZMA2 chunk does not end where it says");
      position = behind;
    }
    return false;
  }

  /** Reads the header of a chunk; true where it is the end. */
  private boolean next() throws IOException {
    Cursor header = new Cursor(bytes, position, 16);
    if (header.atEnd()) {
      throw CodedInput.cut();
    }
    int control = header.u8();
    if (control == END) {
      position = header.position();
      return true;
    }
    coded = control >= CODED;
    verify(coded || control <= PLAIN, position, "no LZMA2 chunk");
    if (!coded) {
      if (control == PLAIN_AFTER_RESET) {
        symbols.resetDictionary();
      }
      left = header.u16be() + 1;
      position = header.position();
      return false;
    }
    left = ((control & 0x1f) << 16) + header.u16be() + 1;
    int stored = header.u16be() + 1;
    int forgets = control >> 5 & 3;
    if (forgets == DICTIONARY) {
      symbols.resetDictionary();
    }
    if (forgets >= PROPERTIES) {
      int properties = header.u8();
      verify(
          properties <= LzmaData.HIGHEST_PROPERTIES
              && properties % 9 + properties / 9 % 5 <= HIGHEST_LITERAL_BITS,
          position,
          "no properties of LZMA2");
      claim(LzmaSymbols.memory(properties));
      symbols.reset(properties);
      hasProperties = true;
    } else {
      verify(hasProperties, position, "LZMA2 chunk without properties");
      if (forgets == STATE) {
        symbols.reset();
      }
    }
    position = header.position();
    behind = position + stored;
    input.open(position, stored);
    symbols.start();
    return false;
  }
}
