package org.modelscan.format.java;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/** Walks a stream of objects and names the classes that reading it would load. */
final class ObjectStream {
  private static final int WINDOW = 1 << 16;
  private static final int HEADER = 4;
  private static final int KEPT = 512;
  private static final int BATCH = 1024;

  /** Levels of objects in objects. Java's own reader recurses as well. */
  private static final int DEPTH = 2000;

  private static final int WRITE_METHOD = 1;
  private static final int SERIALIZABLE = 2;
  private static final int EXTERNALIZABLE = 4;
  private static final int BLOCK_DATA = 8;

  private final Cursor cursor;
  private final Budget budget;
  private final Named named;
  private final List<@Nullable Description> handles = new ArrayList<>();
  private int depth;
  private long steps;

  /** Is told each class with the offset of its description. */
  @FunctionalInterface
  interface Named {
    void named(long offset, String name);
  }

  /** What a class says of its fields. */
  private static final class Description {
    final String name;
    int flags;
    String fields = "";
    @Nullable Description parent;

    Description(String name) {
      this.name = name;
    }
  }

  ObjectStream(Bytes content, Budget budget, Named named) {
    this.cursor = new Cursor(content, HEADER, WINDOW);
    this.budget = budget;
    this.named = named;
  }

  void read() throws IOException {
    while (!cursor.atEnd()) {
      content();
    }
  }

  /** One content; false where it is the end of block data. */
  private boolean content() throws IOException {
    long at = cursor.position();
    verify(depth < DEPTH, at, "nested too deeply");
    if (++steps % BATCH == 0) {
      budget.opcodes(BATCH);
    }
    depth++;
    boolean more = content(cursor.u8(), at);
    depth--;
    return more;
  }

  private boolean content(int code, long at) throws IOException {
    switch (code) {
      case 0x70 -> {} // null
      case 0x71 -> cursor.u32be(); // reference
      case 0x72, 0x7d -> describe(code, at);
      case 0x73 -> object(at);
      case 0x74 -> {
        handle(null);
        skip(cursor.u16be());
      }
      case 0x75 -> array(at);
      case 0x76 -> {
        description(at);
        handle(null);
      }
      case 0x77 -> skip(cursor.u8());
      case 0x78 -> {
        return false;
      }
      case 0x79 -> handles.clear();
      case 0x7a -> skip(cursor.u32be());
      case 0x7b -> {
        handles.clear();
        content();
        handles.clear();
      }
      case 0x7c -> {
        handle(null);
        long length = cursor.i64be();
        verify(length >= 0, at, "negative length");
        skip(length);
      }
      case 0x7e -> {
        description(at);
        handle(null);
        content();
      }
      default -> throw new MalformedInput(at, "no type code");
    }
    return true;
  }

  private void skip(long count) throws IOException {
    if (count > 0) {
      cursor.skip(count - 1);
      cursor.u8();
    }
  }

  private String name() throws IOException {
    int length = cursor.u16be();
    String name = cursor.utf8(Math.min(length, KEPT));
    skip(length - Math.min(length, KEPT));
    return name;
  }

  private void handle(@Nullable Description description) throws IOException {
    budget.entries(handles.size());
    handles.add(description);
  }

  /** A class description that is required here: new, null or one from before. */
  private @Nullable Description description(long at) throws IOException {
    long start = cursor.position();
    int code = cursor.u8();
    return switch (code) {
      case 0x70 -> null;
      case 0x71 -> {
        long index = cursor.u32be() - 0x7e0000L;
        verify(index >= 0 && index < handles.size(), start, "reference to nothing");
        Description described = handles.get((int) index);
        verify(described != null, start, "reference to something that is no class");
        yield described;
      }
      case 0x72, 0x7d -> {
        verify(depth < DEPTH, at, "nested too deeply");
        depth++;
        Description described = describe(code, start);
        depth--;
        yield described;
      }
      default -> throw new MalformedInput(start, "no class description");
    };
  }

  private Description describe(int code, long at) throws IOException {
    Description described;
    if (code == 0x7d) {
      described = new Description("java.lang.reflect.Proxy");
      handle(described);
      described.flags = SERIALIZABLE;
      long interfaces = cursor.u32be();
      for (long i = 0; i < interfaces; i++) {
        named.named(cursor.position(), name());
      }
      named.named(at, described.name);
    } else {
      described = new Description(name());
      cursor.i64be();
      handle(described);
      described.flags = cursor.u8();
      described.fields = fields();
      named.named(at, described.name);
    }
    annotation();
    described.parent = description(at);
    return described;
  }

  /** The types of the fields, a letter each, in the order in which their values stand. */
  private String fields() throws IOException {
    int count = cursor.u16be();
    StringBuilder types = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int type = cursor.u8();
      name();
      if (type == '[' || type == 'L') {
        content(); // the type's name, a string that may stand in the stream before
      }
      types.append((char) type);
    }
    return types.toString();
  }

  private void annotation() throws IOException {
    boolean more = true;
    while (more) {
      more = content();
    }
  }

  private void object(long at) throws IOException {
    Description described = description(at);
    handle(null);
    List<Description> chain = new ArrayList<>();
    for (Description one = described; one != null; one = one.parent) {
      chain.addFirst(one);
      verify(chain.size() < DEPTH, at, "class with too many ancestors");
    }
    for (Description one : chain) {
      if ((one.flags & EXTERNALIZABLE) != 0) {
        verify((one.flags & BLOCK_DATA) != 0, at, "content whose end only its class knows");
        annotation();
      } else if ((one.flags & SERIALIZABLE) != 0) {
        for (int i = 0; i < one.fields.length(); i++) {
          value(one.fields.charAt(i), at);
        }
        if ((one.flags & WRITE_METHOD) != 0) {
          annotation();
        }
      }
    }
  }

  private void array(long at) throws IOException {
    Description described = description(at);
    handle(null);
    long size = cursor.u32be();
    verify(size <= Integer.MAX_VALUE, at, "negative length");
    char type = described != null && described.name.length() > 1 ? described.name.charAt(1) : 'L';
    int width = width(type);
    if (width > 0) {
      skip(size * width);
      return;
    }
    for (long i = 0; i < size; i++) {
      content();
    }
  }

  private void value(char type, long at) throws IOException {
    int width = width(type);
    verify(width >= 0, at, "no type of a field");
    if (width > 0) {
      skip(width);
    } else {
      content();
    }
  }

  /** Bytes of a primitive value, 0 for objects, -1 for what is no type. */
  private static int width(char type) {
    return switch (type) {
      case 'B', 'Z' -> 1;
      case 'C', 'S' -> 2;
      case 'F', 'I' -> 4;
      case 'D', 'J' -> 8;
      case '[', 'L' -> 0;
      default -> -1;
    };
  }
}
