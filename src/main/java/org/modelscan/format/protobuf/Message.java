package org.modelscan.format.protobuf;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/**
 * The fields of one message in the wire format of protocol buffers, one after the other, in the
 * order of the file. Values are not read before they are asked for, so that passing over a tensor
 * costs nothing. Messages inside share the cursor of the outermost one and may be read at any time,
 * in any order.
 *
 * <p>As generated parsers do, a field of another type than the schema has counts as an unknown
 * field: ask for {@link #bytesField} or {@link #varintField} and not for the number alone. A field
 * that claims to run past the end of its message is given first, cut at that end, and is {@link
 * MalformedInput} afterwards: what is there is read before it is called damaged.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: Encoding</a>
 */
public final class Message {
  /** Levels of messages in messages that the parsers of protobuf accept unless told otherwise. */
  public static final int MAX_DEPTH = 100;

  /** Bytes to read at a time where a whole model is walked. */
  public static final int WINDOW = 1 << 16;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int GROUP_START = 3;
  private static final int GROUP_END = 4;
  private static final int FIXED32 = 5;

  private final Cursor cursor;
  private final long end;
  private final int depth;
  private final boolean lenient;
  private long at;
  private long fieldOffset;
  private int number;
  private int type = -1;
  private long value;
  private long valueStart;
  private boolean overrun;

  private Message(Cursor cursor, Span span, int depth, boolean lenient) {
    this.cursor = cursor;
    this.lenient = lenient;
    this.at = span.start();
    this.end = span.end();
    this.depth = depth;
  }

  /** The whole content as one message, read {@code window} bytes at a time. */
  public static Message of(Bytes content, int window) throws IOException {
    return new Message(new Cursor(content, 0, window), new Span(0, content.size()), 0, false);
  }

  /**
   * As {@link #of}, but a message that is damaged ends where the damage is: for content whose
   * damage was stated when it was read before.
   */
  public static Message again(Bytes content, int window) throws IOException {
    return new Message(new Cursor(content, 0, window), new Span(0, content.size()), 0, true);
  }

  /** Content of unknown length as one message: where it ends is found out by reading. */
  public static Message unbounded(Bytes content, int window) {
    return new Message(new Cursor(content, 0, window), new Span(0, Long.MAX_VALUE), 0, false);
  }

  /** Goes to the next field; false at the end of the message. */
  public boolean next() throws IOException {
    try {
      return advance();
    } catch (MalformedInput damaged) {
      if (lenient) {
        at = end;
        overrun = false;
        return false;
      }
      throw damaged;
    }
  }

  private boolean advance() throws IOException {
    verify(!overrun, fieldOffset, "field runs past the end of its message");
    if (at >= end) {
      return false;
    }
    cursor.seek(at);
    fieldOffset = at;
    if (end == Long.MAX_VALUE && cursor.atEnd()) {
      return false;
    }
    long tag = varint(5);
    number = (int) (tag >>> 3);
    verify(number > 0 && tag <= 0xffff_ffffL, fieldOffset, "no field number");
    type = (int) tag & 7;
    switch (type) {
      case VARINT -> {
        valueStart = cursor.position();
        value = varint(10);
        at = cursor.position();
      }
      case FIXED64 -> fixed(8);
      case LENGTH_DELIMITED -> {
        long length = varint(5);
        valueStart = cursor.position();
        at = valueStart + length;
      }
      case GROUP_START -> {
        valueStart = cursor.position();
        skipGroup();
      }
      case FIXED32 -> fixed(4);
      default -> throw new MalformedInput(fieldOffset, "no wire type");
    }
    if (at > end) {
      overrun = true;
      at = end;
    }
    return true;
  }

  /** The field's number where it holds bytes, text or a message, otherwise 0. */
  public int bytesField() {
    return type == LENGTH_DELIMITED ? number : 0;
  }

  /** The field's number where it holds an integer, otherwise 0. */
  public int varintField() {
    return type == VARINT ? number : 0;
  }

  /** The field's number, whatever its type. */
  public int number() {
    return number;
  }

  /** The value of an integer field. */
  public long value() {
    return value;
  }

  /** Offset of the field itself, its tag. */
  public long offset() {
    return fieldOffset;
  }

  /** Where the field's value lies. */
  public Span span() {
    return new Span(valueStart, at);
  }

  /** Number of bytes of the field's value. */
  public long length() {
    return at - valueStart;
  }

  /** Where this message lies, from the next field on. */
  public Span extent() {
    return new Span(at, end);
  }

  /** Levels of messages around this one. */
  public int depth() {
    return depth;
  }

  /** The field's value as a message. */
  public Message message() throws MalformedInput {
    verify(depth < MAX_DEPTH, fieldOffset, "nested more deeply than protocol buffers may be");
    return new Message(cursor, span(), depth + 1, lenient);
  }

  /** A message that was met before, by its span, read with the cursor of this one. */
  public Message at(Span span) {
    return new Message(cursor, span, depth, lenient);
  }

  /** The first bytes of the field's value, at most {@code limit}. */
  public byte[] bytes(int limit) throws IOException {
    cursor.seek(valueStart);
    return cursor.bytes(Math.min(length(), limit));
  }

  /** The field's value as text, cut after {@code limit} bytes; what is not UTF-8 becomes U+FFFD. */
  public String text(int limit) throws IOException {
    return new String(bytes(limit), StandardCharsets.UTF_8);
  }

  /** Text that lies at a span, cut after {@code limit} bytes. */
  public String textAt(Span span, int limit) throws IOException {
    cursor.seek(span.start());
    return new String(cursor.bytes(Math.min(span.length(), limit)), StandardCharsets.UTF_8);
  }

  /** The integers of a repeated field, packed or not. */
  public Integers integers() {
    return new Integers(span());
  }

  /** The integers that fill a span. */
  public Integers integersAt(Span span) {
    return new Integers(span);
  }

  /** Integers one after the other. */
  public final class Integers {
    private final long last;
    private long position;

    private Integers(Span span) {
      this.position = span.start();
      this.last = span.end();
    }

    /** Whether there is another. */
    public boolean more() {
      return position < last;
    }

    /** The next one. */
    public long next() throws IOException {
      verify(more(), position, "fewer integers than are needed");
      cursor.seek(position);
      long integer = varint(10);
      position = cursor.position();
      return integer;
    }

    /** Offset of the next one. */
    public long position() {
      return position;
    }
  }

  private void fixed(int size) throws MalformedInput {
    valueStart = cursor.position();
    at = valueStart + size;
  }

  /** Groups are long out of use, but parsers still pass over them as unknown fields. */
  private void skipGroup() throws IOException {
    int open = 1;
    while (open > 0) {
      long offset = cursor.position();
      verify(offset < end, fieldOffset, "group runs past the end of its message");
      long tag = varint(5);
      verify(tag >>> 3 > 0, offset, "no field number");
      switch ((int) tag & 7) {
        case VARINT -> varint(10);
        case FIXED64 -> cursor.skip(8);
        case LENGTH_DELIMITED -> cursor.skip(varint(5));
        case GROUP_START -> {
          open++;
          verify(open <= MAX_DEPTH, offset, "nested more deeply than protocol buffers may be");
        }
        case GROUP_END -> open--;
        case FIXED32 -> cursor.skip(4);
        default -> throw new MalformedInput(offset, "no wire type");
      }
    }
    at = cursor.position();
  }

  private long varint(int limit) throws IOException {
    int first = cursor.u8();
    if (first < 0x80) {
      return first;
    }
    long result = first & 0x7f;
    for (int count = 1; count < limit; count++) {
      int next = cursor.u8();
      result |= (next & 0x7fL) << (7 * count);
      if (next < 0x80) {
        return result;
      }
    }
    throw new MalformedInput(fieldOffset, "integer of too many bytes");
  }
}
