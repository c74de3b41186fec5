package org.modelscan.container.tar;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Extended header records (POSIX.1-2001, pax, "pax Extended Header"): lines of a length, a key and
 * a value. A damaged line ends them.
 */
final class PaxRecords {
  private final Map<String, String> values;

  private PaxRecords(Map<String, String> values) {
    this.values = values;
  }

  static PaxRecords none() {
    return new PaxRecords(Map.of());
  }

  /** These records, and the given ones where these have no value. */
  PaxRecords over(PaxRecords global) {
    if (global.values.isEmpty()) {
      return this;
    }
    Map<String, String> merged = new HashMap<>(global.values);
    merged.putAll(values);
    return new PaxRecords(merged);
  }

  static PaxRecords parse(byte[] data) {
    Map<String, String> values = new HashMap<>();
    StringBuilder sparse = new StringBuilder();
    int at = 0;
    while (at < data.length) {
      int space = at;
      int length = 0;
      while (space < data.length && data[space] >= '0' && data[space] <= '9' && space - at < 8) {
        length = length * 10 + data[space++] - '0';
      }
      if (space == at || space >= data.length || data[space] != ' ' || length > data.length - at) {
        break;
      }
      int end = at + length;
      int equals = space + 1;
      while (equals < end && data[equals] != '=') {
        equals++;
      }
      if (equals >= end - 1) {
        break;
      }
      String key = new String(data, space + 1, equals - space - 1, StandardCharsets.UTF_8);
      String value = new String(data, equals + 1, end - equals - 2, StandardCharsets.UTF_8);
      if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
        sparse.append(sparse.isEmpty() ? "" : ",").append(value); // version 0.0 repeats its keys
      }
      values.put(key, value);
      at = end;
    }
    if (!sparse.isEmpty()) {
      values.put("GNU.sparse.map", sparse.toString());
    }
    return new PaxRecords(values);
  }

  @Nullable String text(String key) {
    return values.get(key);
  }

  /** A decimal number, or -1 where there is none. */
  long number(String key) {
    String value = values.get(key);
    return value == null ? -1 : decimal(value);
  }

  /** A decimal number, or -1 for anything else. */
  static long decimal(String text) {
    if (text.isEmpty() || text.length() > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
