package org.modelscan.format.xml;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;

/**
 * What stands before and in the start tag of an XML document's root: XML 1.0, section 2.8. Read by
 * hand, so that a document type is seen whatever a parser makes of it, and so that no parser is
 * loaded for files that are no models.
 *
 * @param root the root element's name without its prefix
 * @param attributes the rest of the root's start tag, cut
 * @param doctype the document type declaration, cut; empty where there is none
 * @param doctypeOffset where it stands, or -1
 * @param charset how the text is encoded, as far as markup goes
 * @param start offset of the root element
 */
record Prolog(
    String root,
    String attributes,
    String doctype,
    long doctypeOffset,
    Charset charset,
    long start) {
  /** Longer prologs are of no model. */
  private static final int MOST = 1 << 18;

  private static final int KEPT = 2048;

  /** Reads a prolog; empty where the content does not start like XML with a root. */
  static Optional<Prolog> read(Bytes content) throws IOException {
    return new Reader(content).read();
  }

  private static final class Reader {
    private final Cursor cursor;
    private int width = 1;
    private int lead;
    private long characters;

    Reader(Bytes content) {
      this.cursor = new Cursor(content, 0, 1024);
    }

    Optional<Prolog> read() throws IOException {
      encoding();
      String doctype = "";
      long doctypeOffset = -1;
      while (skipTo('<')) {
        long at = cursor.position() - width;
        String start = until(1);
        if (start.equals("?")) {
          skipPast("?>");
        } else if (start.equals("!")) {
          String rest = until(1);
          if (rest.equals("-")) {
            skipPast("-->");
          } else {
            doctypeOffset = at;
            doctype = declaration(rest);
          }
        } else {
          return root(at, start, doctype, doctypeOffset);
        }
      }
      return Optional.empty();
    }

    private Optional<Prolog> root(long at, String start, String doctype, long doctypeOffset)
        throws IOException {
      StringBuilder tag = new StringBuilder(start);
      int letter = next();
      int quote = 0;
      while (letter >= 0 && (letter != '>' || quote != 0)) {
        quote =
            quote == 0 && (letter == '"' || letter == '\'') ? letter : letter == quote ? 0 : quote;
        if (tag.length() < KEPT) {
          tag.append((char) letter);
        }
        letter = next();
      }
      String[] parts = tag.toString().split("[\\s/]", 2);
      String name = parts[0].substring(parts[0].indexOf(':') + 1);
      boolean isName =
          !name.isEmpty()
              && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.".indexOf(c) >= 0);
      return isName
          ? Optional.of(
              new Prolog(
                  name, parts.length > 1 ? parts[1] : "", doctype, doctypeOffset, charset(), at))
          : Optional.empty();
    }

    /** To the end of the declaration; the definitions in brackets are quoted text as well. */
    private String declaration(String start) throws IOException {
      StringBuilder text = new StringBuilder("<!").append(start);
      int open = 1;
      int quote = 0;
      while (open > 0) {
        int letter = next();
        if (letter < 0) {
          break;
        }
        if (quote != 0) {
          quote = letter == quote ? 0 : quote;
        } else if (letter == '"' || letter == '\'') {
          quote = letter;
        } else if (letter == '<' || letter == '[') {
          open++;
        } else if (letter == '>' || letter == ']') {
          open--;
        }
        if (text.length() < KEPT) {
          text.append((char) letter);
        }
      }
      return text.toString();
    }

    /** UTF-8 and its kin, or UTF-16 of either order: XML 1.0, appendix F. */
    private void encoding() throws IOException {
      int first = cursor.peek();
      int mark = 0;
      switch (first) {
        case 0xef -> mark = 3;
        case 0xff, 0xfe -> {
          width = 2;
          lead = first == 0xfe ? 1 : 0;
          mark = 2;
        }
        case 0 -> {
          width = 2;
          lead = 1;
        }
        case '<' -> {
          cursor.u8();
          width = cursor.peek() == 0 ? 2 : 1;
        }
        default -> {} // one byte a character
      }
      cursor.seek(mark);
    }

    private Charset charset() {
      if (width == 1) {
        return StandardCharsets.UTF_8;
      }
      return lead == 1 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    /** The next character, as far as ASCII goes; -1 at the end. */
    private int next() throws IOException {
      if (++characters > MOST || cursor.atEnd()) {
        return -1;
      }
      int letter = cursor.u8();
      if (width == 2 && !cursor.atEnd()) {
        int second = cursor.u8();
        letter = lead == 1 ? letter << 8 | second : second << 8 | letter;
      }
      return letter;
    }

    private String until(int count) throws IOException {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count; i++) {
        int letter = next();
        if (letter >= 0) {
          text.append((char) letter);
        }
      }
      return text.toString();
    }

    /** Over white space only; false where something else stands there. */
    private boolean skipTo(char wanted) throws IOException {
      int letter = next();
      while (letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n') {
        letter = next();
      }
      return letter == wanted;
    }

    private void skipPast(String end) throws IOException {
      int matched = 0;
      while (matched < end.length()) {
        int letter = next();
        if (letter < 0) {
          return;
        }
        if (letter == end.charAt(matched)) {
          matched++;
        } else if (!(matched == 2 && letter == '-')) { // "--->" ends a comment as well
          matched = letter == end.charAt(0) ? 1 : 0;
        }
      }
    }
  }
}
