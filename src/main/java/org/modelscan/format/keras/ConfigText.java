package org.modelscan.format.keras;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.InflatedBytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.bytecode.Marshalled;
import org.modelscan.format.json.Base64Stream;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;

/**
 * What a string of a configuration may stand for besides text: bytecode, a pickle, an archive,
 * another configuration.
 */
final class ConfigText {
  /** Characters by which one of these shows. */
  private static final int START = 64;

  /** The shortest marshalled code object in base64 is longer. */
  private static final int SHORTEST_CODE = 32;

  /**
   * Characters up to which code is read: as much as {@link Marshalled} looks at, in base64 with
   * line ends.
   */
  private static final int LONGEST_CODE = Marshalled.MAXIMUM_LENGTH / 2 * 3;

  private static final int SHOWN_STRINGS = 8;
  private static final int SHOWN_STRING = 80;

  private final JsonDocument document;
  private final Facts out;

  ConfigText(JsonDocument document, Facts out) {
    this.document = document;
    this.out = out;
  }

  /** States the code that a string holds; false where it holds none. */
  boolean code(Json.Text text, long offset, String where, boolean mustBeCode) throws IOException {
    boolean mayBeCode = text.value().length() >= SHORTEST_CODE && startsLikeCode(text.value());
    if (!mayBeCode && !mustBeCode) {
      return false;
    }
    Marshalled read = Marshalled.ofText(all(text), out.budget());
    if (!read.hasCode() && !mustBeCode) {
      return false;
    }
    List<String> names = new ArrayList<>(read.allNames());
    out.fact(
        new Fact.LayerCode(
            offset, where, names, read.hasCode() && read.damage().isEmpty(), evidence(read)));
    return true;
  }

  private static String evidence(Marshalled read) {
    Set<String> references = read.allReferences();
    StringBuilder evidence =
        new StringBuilder(String.join(", ", references.isEmpty() ? read.allNames() : references));
    read.allStrings().stream()
        .filter(string -> !string.isBlank())
        .limit(SHOWN_STRINGS)
        .forEach(string ->
            evidence
                .append(evidence.isEmpty() ? "" : " ")
                .append('\'')
                .append(clip(string))
                .append('\''));
    return evidence.toString();
  }

  private static String clip(String text) {
    return text.length() <= SHOWN_STRING ? text : text.substring(0, SHOWN_STRING) + "…";
  }

  private String all(Json.Text text) throws IOException {
    if (text.whole()) {
      return text.value();
    }
    StringBuilder all = new StringBuilder();
    try (Reader reader = document.open(text)) {
      char[] buffer = new char[1 << 13];
      for (int count = reader.read(buffer);
          count > 0 && all.length() < LONGEST_CODE;
          count = reader.read(buffer)) {
        all.append(buffer, 0, count);
      }
    }
    return all.toString();
  }

  /** Hands over the file that a string holds in base64; false where it holds none. */
  boolean member(Json.Text text, String name, boolean mustBeFile) throws IOException {
    if (!mustBeFile && !startsLikeFile(text.value())) {
      return false;
    }
    if (text.whole()) {
      try (Base64Stream decoded = new Base64Stream(new StringReader(text.value()))) {
        out.member(name, new HeapBytes(decoded.readAllBytes()));
      }
    } else {
      try (Bytes decoded =
          new InflatedBytes(
              () -> new Base64Stream(new BufferedReader(document.open(text))), out.budget())) {
        out.member(name, decoded);
      }
    }
    return true;
  }

  /**
   * Whether base64 or plain characters start with the type byte of a marshalled code object, with
   * or without its flag.
   */
  private static boolean startsLikeCode(String text) throws IOException {
    char first = text.charAt(0);
    if ((first == 'c' || first == '\u00e3') && text.length() > 4 && text.charAt(2) < 0x20) {
      return true; // the counts that follow are small numbers
    }
    byte[] start = start(text);
    return start.length > 0 && (start[0] == 'c' || start[0] == (byte) 0xe3);
  }

  /** Whether base64 starts like a pickle or a ZIP archive, which is what PyTorch writes. */
  private static boolean startsLikeFile(String text) throws IOException {
    if (text.length() < SHORTEST_CODE) {
      return false;
    }
    byte[] start = start(text);
    if (start.length < 4) {
      return false;
    }
    return (start[0] == (byte) 0x80 && start[1] >= 2 && start[1] <= 5)
        || (start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4);
  }

  private static byte[] start(String text) throws IOException {
    try (Base64Stream decoded =
        new Base64Stream(new StringReader(text.substring(0, Math.min(START, text.length()))))) {
      return decoded.readAllBytes();
    }
  }
}
