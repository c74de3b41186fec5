package org.modelscan.bytes;

import java.util.Locale;

/** Numbers of bytes as people write them: decimal units, as file managers and the Hub show them. */
public final class ByteCount {
  private static final String UNITS = "kMGTPE";

  private ByteCount() {}

  /** Such as {@code 812 bytes} or {@code 4.2 GB}. */
  public static String shown(long bytes) {
    if (bytes < 1000) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    double value = bytes / 1000.0;
    int unit = 0;
    while (value >= 999.95 && unit < UNITS.length() - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %cB", value, UNITS.charAt(unit));
  }
}
