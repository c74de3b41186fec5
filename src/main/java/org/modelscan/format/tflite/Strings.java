package org.modelscan.format.tflite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;

/**
 * A tensor of strings: their number, an offset for each and for the end, then all characters.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/lite/string_util.h">string_util.h</a>
 */
record Strings(Bytes content) {
  /**
   * The first strings, each cut after {@code limit} bytes; those that lie outside of the tensor are
   * left out.
   */
  List<String> first(int count, int limit) throws IOException {
    Cursor cursor = new Cursor(content, 0);
    long size = content.size();
    long number = Math.min(cursor.u32le(), Math.min(count, size / 4 - 2));
    List<String> strings = new ArrayList<>();
    long start = number > 0 ? cursor.u32le() : 0;
    for (long i = 0; i < number; i++) {
      long end = cursor.u32le();
      if (start <= end && end <= size) {
        int length = (int) Math.min(limit, end - start);
        strings.add(new String(content.exactly(start, length), StandardCharsets.UTF_8));
      }
      start = end;
    }
    return strings;
  }
}
