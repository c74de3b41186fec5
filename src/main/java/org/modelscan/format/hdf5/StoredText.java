package org.modelscan.format.hdf5;

import java.io.IOException;
import org.modelscan.bytes.Bytes;

/**
 * A text that an attribute or dataset holds, without the NUL bytes that fill it up.
 *
 * @param offset in the file, or -1
 * @param bytes its bytes, in no particular encoding
 */
public record StoredText(long offset, Bytes bytes) {
  private static final int BLOCK = 4096;

  /**
   * A text of fixed length, of which trailing NUL bytes are padding: what NumPy and h5py make of
   * both ways of padding.
   */
  static StoredText padded(Bytes bytes, long offset) throws IOException {
    long end = bytes.size();
    while (end > 0) {
      int length = (int) Math.min(BLOCK, end);
      byte[] block = bytes.exactly(end - length, length);
      int last = length - 1;
      while (last >= 0 && block[last] == 0) {
        last--;
      }
      end -= length - 1 - last;
      if (last >= 0) {
        break;
      }
    }
    return new StoredText(offset, bytes.slice(0, end));
  }
}
