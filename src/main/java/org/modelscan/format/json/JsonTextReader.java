package org.modelscan.format.json;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.BytesStream;

/** The text of a JSON string with its escapes undone, read as it is asked for. */
final class JsonTextReader extends Reader {
  private final Reader raw;

  /** Reads what stands between the quotes. */
  JsonTextReader(Bytes content, JsonEncoding encoding) {
    this.raw = new InputStreamReader(new BytesStream(content), encoding.charset());
  }

  @Override
  public int read(char[] into, int at, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int unit = read();
      if (unit < 0) {
        break;
      }
      into[at + count++] = (char) unit;
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  @Override
  public int read() throws IOException {
    int unit = raw.read();
    if (unit != '\\') {
      return unit;
    }
    int escape = raw.read();
    if (escape != 'u') {
      int plain = JsonEscapes.plain(escape);
      return plain >= 0 ? plain : escape;
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(raw.read(), 16);
      value = value << 4 | Math.max(0, digit);
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
