package org.modelscan.container.lzma;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;

/** LZMA data without a header, which stands in an LZMA_Alone file or in an archive. */
public final class LzmaData extends WindowContent {
  /** The highest byte that can hold lc, lp and pb: (4 * 5 + 4) * 9 + 8. */
  public static final int HIGHEST_PROPERTIES = 224;

  private final CodedInput input;
  private final LzmaSymbols symbols;
  private final long offset;
  private final int properties;
  private final boolean sized;
  private long left;
  private boolean started;

  /**
   * Data that starts at {@code offset}.
   *
   * @param properties the byte that holds lc, lp and pb
   * @param dictionary bytes that matches may reach back
   * @param size bytes of content, or -1 where an end mark tells
   */
  public LzmaData(
      Bytes bytes, long offset, int properties, long dictionary, long size, Budget budget) {
    super(dictionary, budget);
    this.input = new CodedInput(bytes);
    this.symbols = new LzmaSymbols(input, window());
    this.offset = offset;
    this.properties = properties;
    this.sized = size >= 0;
    this.left = sized ? size : Long.MAX_VALUE;
  }

  @Override
  public long position() {
    return input.position();
  }

  @Override
  boolean decode(int wanted) throws IOException {
    if (!started) {
      verify(properties <= HIGHEST_PROPERTIES, offset, "no properties of LZMA");
      claim(LzmaSymbols.memory(properties));
      input.open(offset, Long.MAX_VALUE);
      symbols.reset(properties);
      symbols.start();
      started = true;
    }
    int before = window().end();
    boolean marked = symbols.decode(wanted, left);
    left -= window().end() - before;
    if (marked) {
      verify(symbols.isFinished(), position(), "LZMA data end wrongly");
      return true;
    }
    if (left == 0) {
      // An end mark may follow although the size is known.
      verify(
          symbols.isFinished() || (symbols.decodeEnd() && symbols.isFinished()),
          position(),
          "LZMA data go on behind their stated size");
      return true;
    }
    return false;
  }
}
