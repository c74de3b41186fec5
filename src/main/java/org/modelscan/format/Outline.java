package org.modelscan.format;

import org.modelscan.bytes.Bytes;

/**
 * Where {@code inspect} output goes: a tree of lines. Text may hold anything; the printer escapes
 * it.
 */
public interface Outline {
  /** A line {@code key: value}. */
  void entry(String key, String value);

  /** A line without a key. */
  void line(String text);

  /** A heading; lines put into what is returned stand below it. */
  Outline section(String title);

  /** A file inside this one, described below its name where it is a known format. */
  void member(String name, Bytes content);
}
