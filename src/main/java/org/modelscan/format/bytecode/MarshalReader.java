package org.modelscan.format.bytecode;

import static org.modelscan.bytes.MalformedInput.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.MalformedInput;

/**
 * Reads one marshalled object, versions 0 to 5, with one {@link CodeLayout}. References are looked
 * up and not followed deeper than a tuple of strings: what they refer to has been read already.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Python/marshal.c">marshal.c:
 *     r_object</a>
 */
final class MarshalReader {
  /** CPython stops at 2,000; compilers do not get near this. */
  private static final int MAXIMUM_DEPTH = 400;

  private static final int MAXIMUM_OBJECTS = 1_000_000;
  private static final String TOO_MANY = "more than " + MAXIMUM_OBJECTS + " objects";
  private static final int FLAG_REF = 0x80;

  private final byte[] data;
  private final CodeLayout layout;
  private final Budget budget;
  private final List<Value> references = new ArrayList<>();
  private final List<String> interned = new ArrayList<>();
  private List<CodeObject> code = new ArrayList<>();
  private List<String> strings = new ArrayList<>();
  private int at;
  private int depth;
  private int objects;

  /** What an object is to a reader of code: other kinds do not matter. */
  private sealed interface Value {
    /** Nothing: the end of a dictionary. */
    record Null() implements Value {}

    /** Text of either kind; bytes as Latin-1. */
    record Text(String text, boolean isBytes) implements Value {}

    /** A tuple, with the text in it. */
    record Tuple(List<String> texts) implements Value {}

    /** Numbers, None, other containers, code. */
    record Other() implements Value {}
  }

  private static final Value NULL = new Value.Null();
  private static final Value OTHER = new Value.Other();

  MarshalReader(byte[] data, CodeLayout layout, Budget budget) {
    this.data = data;
    this.layout = layout;
    this.budget = budget;
  }

  /** Reads the object; {@link #code} then holds what was found, also where this throws. */
  void read() throws MalformedInput, BudgetSpent {
    verify(!(object() instanceof Value.Null), 0, "no object");
  }

  /**
   * The outermost code objects found so far; where reading broke inside one, also those inside it.
   */
  List<CodeObject> code() {
    return code;
  }

  private Value object() throws MalformedInput, BudgetSpent {
    int start = at;
    int type = u8();
    verify(++objects <= MAXIMUM_OBJECTS, start, TOO_MANY);
    if ((objects & 0xfff) == 0) {
      budget.opcodes(0x1000);
    }
    verify(depth < MAXIMUM_DEPTH, start, "nested deeper than " + MAXIMUM_DEPTH + " levels");
    depth++;
    Value value = (type & FLAG_REF) == 0 ? object(type, start) : referenced(type & 0x7f, start);
    depth--;
    return value;
  }

  /**
   * An object that later ones may refer to. Its number is given out before what is inside it is
   * read.
   */
  private Value referenced(int type, int start) throws MalformedInput, BudgetSpent {
    if (isSingleton(type)) {
      return object(type, start);
    }
    int number = references.size();
    references.add(OTHER);
    Value value = object(type, start);
    references.set(number, value);
    return value;
  }

  /** The types for which CPython does not heed the flag. */
  private static boolean isSingleton(int type) {
    return "0NFTS.r".indexOf(type) >= 0;
  }

  private Value object(int type, int start) throws MalformedInput, BudgetSpent {
    switch (type) {
      case '0' -> {
        return NULL;
      }
      case 'N', 'F', 'T', 'S', '.' -> {}
      case 'i' -> skip(4);
      case 'I', 'g' -> skip(8);
      case 'y' -> skip(16);
      case 'l' -> skip(2L * Math.abs((long) i32()));
      case 'f' -> skip(u8());
      case 'x' -> {
        skip(u8());
        skip(u8());
      }
      case 's' -> {
        return text(latin1(length()), true);
      }
      case 'u', 'a', 'A' -> {
        return text(type == 'u' ? utf8(length()) : latin1(length()), false);
      }
      case 'z', 'Z' -> {
        return text(latin1(u8()), false);
      }
      case 't' -> {
        boolean isBytes = layout == CodeLayout.PYTHON_2;
        String text = isBytes ? latin1(length()) : utf8(length());
        interned.add(text);
        return text(text, isBytes);
      }
      case 'R' -> {
        int number = i32();
        verify(number >= 0 && number < interned.size(), start, "reference to no string");
        return text(interned.get(number), layout == CodeLayout.PYTHON_2);
      }
      case 'r' -> {
        return reference(start);
      }
      case '(', ')' -> {
        return tuple(type == ')' ? u8() : length());
      }
      case '[', '<', '>' -> {
        elements(length());
        return OTHER;
      }
      case '{' -> {
        while (!(object() instanceof Value.Null)) {
          verify(!(object() instanceof Value.Null), start, "dictionary with a key and no value");
        }
      }
      case ':' -> elements(3);
      case 'c' -> codeObject(start);
      default -> throw new MalformedInput(start, "no type of marshal data");
    }
    return OTHER;
  }

  private Value text(String text, boolean isBytes) {
    strings.add(text);
    return new Value.Text(text, isBytes);
  }

  private Value reference(int start) throws MalformedInput {
    int number = i32();
    verify(number >= 0 && number < references.size(), start, "reference to no object");
    Value value = references.get(number);
    switch (value) {
      case Value.Text(String text, boolean _) -> strings.add(text);
      case Value.Tuple(List<String> texts) -> {
        // Compilers share tuples of names and of constants. What is added counts as objects, so
        // that a long tuple that is
        // referred to often stays within the limit.
        objects += texts.size();
        verify(objects <= MAXIMUM_OBJECTS, start, TOO_MANY);
        strings.addAll(texts);
      }
      case Value.Null _, Value.Other _ -> {}
    }
    return value;
  }

  private Value tuple(int count) throws MalformedInput, BudgetSpent {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (element() instanceof Value.Text(String text, boolean _)) {
        texts.add(text);
      }
    }
    return new Value.Tuple(texts);
  }

  private void elements(int count) throws MalformedInput, BudgetSpent {
    for (int i = 0; i < count; i++) {
      element();
    }
  }

  private Value element() throws MalformedInput, BudgetSpent {
    int start = at;
    Value value = object();
    verify(!(value instanceof Value.Null), start, "nothing in place of an object");
    return value;
  }

  private void codeObject(int start) throws MalformedInput, BudgetSpent {
    List<CodeObject> outerCode = code;
    List<String> outerStrings = strings;
    code = new ArrayList<>();
    strings = new ArrayList<>();
    try {
      CodeObject read = codeFields(start);
      outerCode.add(read);
      code.clear();
    } finally {
      // Where the fields broke, what was read inside them stays, one level further out.
      outerCode.addAll(code);
      code = outerCode;
      strings = outerStrings;
    }
  }

  private CodeObject codeFields(int start) throws MalformedInput, BudgetSpent {
    int arguments = i32();
    verify(arguments >= 0, start, "negative number of arguments");
    skip(4L * (layout.counts() - 1));
    byte[] instructions = bytes();
    strings.clear();
    texts();
    List<String> constants = List.copyOf(strings);
    List<CodeObject> nested = List.copyOf(code);
    List<String> names = texts();
    List<String> variables = texts();
    List<String> captured = List.of();
    if (layout == CodeLayout.PYTHON_3_11) {
      bytes();
    } else {
      List<String> free = texts();
      captured = new ArrayList<>(texts());
      captured.addAll(free);
    }
    String filename = string();
    String name = string();
    if (layout == CodeLayout.PYTHON_3_11) {
      string();
    }
    int firstLine = i32();
    bytes();
    if (layout == CodeLayout.PYTHON_3_11) {
      bytes();
    }
    return new CodeObject(
        name,
        filename,
        firstLine,
        arguments,
        names,
        variables,
        constants,
        References.of(instructions, layout, new References.Names(names, variables, captured)),
        nested);
  }

  private byte[] bytes() throws MalformedInput, BudgetSpent {
    int start = at;
    if (element() instanceof Value.Text(String text, boolean isBytes) && isBytes) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    throw new MalformedInput(start, "a code object's field is not bytes");
  }

  private String string() throws MalformedInput, BudgetSpent {
    int start = at;
    if (element() instanceof Value.Text(String text, boolean isBytes)
        && (!isBytes || layout == CodeLayout.PYTHON_2)) {
      return text;
    }
    throw new MalformedInput(start, "a code object's field is not a string");
  }

  private List<String> texts() throws MalformedInput, BudgetSpent {
    int start = at;
    if (element() instanceof Value.Tuple(List<String> texts)) {
      return texts;
    }
    throw new MalformedInput(start, "a code object's field is not a tuple");
  }

  private int u8() throws MalformedInput {
    verify(at < data.length, at, "marshal data ends early");
    return data[at++] & 0xff;
  }

  private int i32() throws MalformedInput {
    verify(data.length - at >= 4, at, "marshal data ends early");
    int value =
        (data[at] & 0xff)
            | (data[at + 1] & 0xff) << 8
            | (data[at + 2] & 0xff) << 16
            | (data[at + 3] & 0xff) << 24;
    at += 4;
    return value;
  }

  private int length() throws MalformedInput {
    int start = at;
    int value = i32();
    verify(value >= 0, start, "length out of range");
    return value;
  }

  private void skip(long count) throws MalformedInput {
    verify(count <= data.length - at, at, "marshal data ends early");
    at += (int) count;
  }

  private String latin1(int count) throws MalformedInput {
    int start = at;
    skip(count);
    return new String(data, start, count, StandardCharsets.ISO_8859_1);
  }

  private String utf8(int count) throws MalformedInput {
    int start = at;
    skip(count);
    return new String(data, start, count, StandardCharsets.UTF_8);
  }
}
