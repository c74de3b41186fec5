package org.modelscan.format.pickle;

import org.jspecify.annotations.Nullable;

/**
 * The 68 opcodes of protocols 0 to 5, with the form of their arguments.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools.py</a>
 */
enum Opcode {
  INT('I', Argument.INT_LINE),
  BININT('J', Argument.I4),
  BININT1('K', Argument.U1),
  BININT2('M', Argument.U2),
  LONG('L', Argument.LONG_LINE),
  LONG1(0x8a, Argument.LONG1),
  LONG4(0x8b, Argument.LONG4),
  STRING('S', Argument.STRING_LINE),
  BINSTRING('T', Argument.STRING4),
  SHORT_BINSTRING('U', Argument.STRING1),
  BINBYTES('B', Argument.BYTES4),
  SHORT_BINBYTES('C', Argument.BYTES1),
  BINBYTES8(0x8e, Argument.BYTES8),
  BYTEARRAY8(0x96, Argument.BYTES8),
  NEXT_BUFFER(0x97, Argument.NONE),
  READONLY_BUFFER(0x98, Argument.NONE),
  NONE('N', Argument.NONE),
  NEWTRUE(0x88, Argument.NONE),
  NEWFALSE(0x89, Argument.NONE),
  UNICODE('V', Argument.UNICODE_LINE),
  SHORT_BINUNICODE(0x8c, Argument.UNICODE1),
  BINUNICODE('X', Argument.UNICODE4),
  BINUNICODE8(0x8d, Argument.UNICODE8),
  FLOAT('F', Argument.FLOAT_LINE),
  BINFLOAT('G', Argument.FLOAT8),
  EMPTY_LIST(']', Argument.NONE),
  APPEND('a', Argument.NONE),
  APPENDS('e', Argument.NONE),
  LIST('l', Argument.NONE),
  EMPTY_TUPLE(')', Argument.NONE),
  TUPLE('t', Argument.NONE),
  TUPLE1(0x85, Argument.NONE),
  TUPLE2(0x86, Argument.NONE),
  TUPLE3(0x87, Argument.NONE),
  EMPTY_DICT('}', Argument.NONE),
  DICT('d', Argument.NONE),
  SETITEM('s', Argument.NONE),
  SETITEMS('u', Argument.NONE),
  EMPTY_SET(0x8f, Argument.NONE),
  ADDITEMS(0x90, Argument.NONE),
  FROZENSET(0x91, Argument.NONE),
  POP('0', Argument.NONE),
  DUP('2', Argument.NONE),
  MARK('(', Argument.NONE),
  POP_MARK('1', Argument.NONE),
  GET('g', Argument.INT_LINE),
  BINGET('h', Argument.U1),
  LONG_BINGET('j', Argument.U4),
  PUT('p', Argument.INT_LINE),
  BINPUT('q', Argument.U1),
  LONG_BINPUT('r', Argument.U4),
  MEMOIZE(0x94, Argument.NONE),
  EXT1(0x82, Argument.U1),
  EXT2(0x83, Argument.U2),
  EXT4(0x84, Argument.I4),
  GLOBAL('c', Argument.TWO_LINES),
  STACK_GLOBAL(0x93, Argument.NONE),
  REDUCE('R', Argument.NONE),
  BUILD('b', Argument.NONE),
  INST('i', Argument.TWO_LINES),
  OBJ('o', Argument.NONE),
  NEWOBJ(0x81, Argument.NONE),
  NEWOBJ_EX(0x92, Argument.NONE),
  PROTO(0x80, Argument.U1),
  STOP('.', Argument.NONE),
  FRAME(0x95, Argument.U8),
  PERSID('P', Argument.TEXT_LINE),
  BINPERSID('Q', Argument.NONE);

  /**
   * The form of an argument. A digit is the width in bytes of the number, or of the length in front
   * of the content.
   */
  enum Argument {
    NONE,
    U1,
    U2,
    I4,
    U4,
    U8,
    FLOAT8,
    LONG1,
    LONG4,
    STRING1,
    STRING4,
    BYTES1,
    BYTES4,
    BYTES8,
    UNICODE1,
    UNICODE4,
    UNICODE8,
    INT_LINE,
    LONG_LINE,
    FLOAT_LINE,
    STRING_LINE,
    UNICODE_LINE,
    TEXT_LINE,
    TWO_LINES;

    /** Whether the argument ends with a line feed instead of by its length. */
    boolean isLine() {
      return switch (this) {
        case INT_LINE, LONG_LINE, FLOAT_LINE, STRING_LINE, UNICODE_LINE, TEXT_LINE, TWO_LINES ->
            true;
        case NONE, U1, U2, I4, U4, U8, FLOAT8, LONG1, LONG4, STRING1, STRING4 -> false;
        case BYTES1, BYTES4, BYTES8, UNICODE1, UNICODE4, UNICODE8 -> false;
      };
    }
  }

  private static final @Nullable Opcode[] BY_CODE = new Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;
  private final Argument argument;

  Opcode(int code, Argument argument) {
    this.code = code;
    this.argument = argument;
  }

  int code() {
    return code;
  }

  Argument argument() {
    return argument;
  }

  /** The opcode of a byte (0 to 255), or null where there is none. */
  static @Nullable Opcode of(int code) {
    return BY_CODE[code];
  }
}
