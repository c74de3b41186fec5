package org.modelscan.format.pickle;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Symbol;

/**
 * Reads values again from where they were made. The machine keeps only offsets; this follows them
 * when evidence or an operand is asked for, within small bounds.
 */
final class Expressions {
  private static final Expression UNKNOWN = new Expression.Other("…");
  private static final int DEPTH = 4;
  private static final int INSTRUCTIONS = 400;
  private static final int ELEMENTS = 16;

  private final Machine machine;
  private final Values values;
  private final Bytes bytes;

  Expressions(Machine machine, Bytes bytes) {
    this.machine = machine;
    this.values = machine.values();
    this.bytes = bytes;
  }

  /** A call as Python writes it. */
  String call(String callee, long arguments, int depth) throws IOException {
    Expression tuple = values.isKnownTuple(arguments) ? of(arguments, depth + 1) : UNKNOWN;
    return new Expression.Call(new Expression.Other(callee), tuple).toString();
  }

  /** A value of the machine, {@code depth} levels inside another. */
  Expression of(long value, int depth) throws IOException {
    if (depth > DEPTH) {
      return UNKNOWN;
    }
    long payload = Value.payload(value);
    return switch (Value.kind(value)) {
      case Value.CONSTANT, Value.TEXT, Value.BYTES ->
          scalar(new Disassembler(bytes, payload).next());
      case Value.ENCODED ->
          scalar(new Disassembler(bytes, payload).next()) instanceof Expression.Text(String text)
              ? new Expression.Data(text)
              : UNKNOWN;
      case Value.LIST, Value.DICT, Value.SET -> container(payload, depth);
      case Value.TUPLE -> tuple(value, depth);
      case Value.IMPORT -> new Expression.Name(machine.imports().of(value).symbol);
      case Value.INSTANCE ->
          new Expression.Call(new Expression.Name(machine.imports().of(value).symbol), UNKNOWN);
      case Value.FOLDED -> new Expression.Other(machine.describe(value, depth + 1));
      case Value.PERSISTENT -> new Expression.Other("<persistent object>");
      default -> UNKNOWN;
    };
  }

  private Expression tuple(long value, int depth) throws IOException {
    int length = values.length(value);
    List<Expression> elements = new ArrayList<>();
    for (int i = 0; i < length && i < ELEMENTS; i++) {
      elements.add(of(values.element(value, i), depth + 1));
    }
    boolean known = values.isKnownTuple(value);
    return sequence("(", elements, !known || length > ELEMENTS, ")");
  }

  private static Expression sequence(
      String open, List<Expression> elements, boolean more, String close) {
    return new Expression.Sequence(
        open, elements, more, open.equals("(") && elements.size() == 1 && !more ? ",)" : close);
  }

  private Expression scalar(Instruction instruction) throws IOException {
    return switch (instruction.opcode()) {
      case NONE -> new Expression.Constant("None");
      case NEWTRUE -> new Expression.Constant("True");
      case NEWFALSE -> new Expression.Constant("False");
      default ->
          switch (Disassembler.argument(bytes, instruction, Values.LONGEST_TEXT)) {
            case String text
                when instruction.opcode() == Opcode.INT
                    || instruction.opcode() == Opcode.LONG
                    || instruction.opcode() == Opcode.FLOAT ->
                new Expression.Constant(text);
            case String text -> new Expression.Text(text);
            case byte[] data -> new Expression.Data(new String(data, StandardCharsets.ISO_8859_1));
            case BigInteger number
                when instruction.opcode() == Opcode.INT && isBoolean(instruction) ->
                new Expression.Constant(number.signum() == 0 ? "False" : "True");
            case null -> UNKNOWN;
            case Object number ->
                new Expression.Constant(number.toString().toLowerCase(Locale.ROOT));
          };
    };
  }

  /** {@code I00} and {@code I01} are how protocols 0 and 1 write booleans. */
  private static boolean isBoolean(Instruction instruction) {
    return instruction.length() == 2;
  }

  /**
   * The container whose opcode stands at {@code offset}, read on until it is used by something
   * else.
   */
  private Expression container(long offset, int depth) throws IOException {
    Replay replay = new Replay(depth);
    try {
      Disassembler disassembler = new Disassembler(bytes, offset);
      for (int i = 0; i < INSTRUCTIONS && replay.step(disassembler.next()); i++) {
        // each step adds to what the replay has
      }
    } catch (MalformedInput broken) {
      // what was read before the break is shown
    }
    return replay.result();
  }

  /** A container that is being filled. */
  private static final class Filling {
    private final String open;
    private final String close;
    private final boolean mapping;
    private final List<Expression> elements = new ArrayList<>();
    private boolean more;

    Filling(Opcode opcode) {
      mapping = opcode == Opcode.EMPTY_DICT || opcode == Opcode.DICT;
      boolean list = opcode == Opcode.EMPTY_LIST || opcode == Opcode.LIST;
      open = list ? "[" : "{";
      close = list ? "]" : "}";
    }

    void add(List<Expression> items) {
      for (Expression item : items) {
        if (elements.size() < ELEMENTS * (mapping ? 2 : 1)) {
          elements.add(item);
        } else {
          more = true;
        }
      }
    }

    Expression expression() {
      return mapping
          ? new Expression.Mapping(elements, more)
          : sequence(open, elements, more, close);
    }
  }

  /** A small stack machine over expressions. Its bottom is the container that is asked for. */
  private final class Replay {
    private final int nesting;

    /** Expressions, {@link Filling}s, and null for a mark. */
    private final List<@Nullable Object> stack = new ArrayList<>();

    /** Whether an opcode took the container itself off the stack, so that it is complete. */
    private boolean used;

    Replay(int nesting) {
      this.nesting = nesting;
    }

    Expression result() {
      return stack.isEmpty() ? UNKNOWN : expression(stack.getFirst());
    }

    /** Runs one instruction; false when the container is complete. */
    boolean step(Instruction instruction) throws IOException {
      switch (instruction.opcode()) {
        case EMPTY_LIST, EMPTY_DICT, EMPTY_SET -> stack.add(new Filling(instruction.opcode()));
        case LIST, DICT, FROZENSET -> {
          List<Expression> items = stack.isEmpty() ? List.of() : toMark();
          Filling filling = new Filling(instruction.opcode());
          filling.add(items);
          stack.add(filling);
        }
        case APPEND -> fill(pop(1));
        case SETITEM -> fill(pop(2));
        case APPENDS, SETITEMS, ADDITEMS -> fill(toMark());
        case MARK -> stack.add(null);
        case TUPLE -> stack.add(sequence("(", toMark(), false, ")"));
        case EMPTY_TUPLE -> stack.add(sequence("(", List.of(), false, ")"));
        case TUPLE1 -> stack.add(sequence("(", pop(1), false, ")"));
        case TUPLE2 -> stack.add(sequence("(", pop(2), false, ")"));
        case TUPLE3 -> stack.add(sequence("(", pop(3), false, ")"));
        case PUT, BINPUT, LONG_BINPUT, MEMOIZE, PROTO, FRAME -> {}
        case GET, BINGET, LONG_BINGET ->
            stack.add(
                values.integerAt(instruction.offset()).isPresent()
                    ? of(
                        machine.memo(values.integerAt(instruction.offset()).orElseThrow()),
                        nesting + 1)
                    : UNKNOWN);
        case DUP -> {
          List<Expression> top = pop(1);
          stack.addAll(top);
          stack.addAll(top);
        }
        case POP -> pop(1);
        case POP_MARK -> toMark();
        case GLOBAL -> {
          String[] names =
              String.valueOf(Disassembler.argument(bytes, instruction, Values.LONGEST_TEXT))
                  .split("\n", 2);
          stack.add(name(names[0], names.length > 1 ? names[1] : ""));
        }
        case STACK_GLOBAL -> {
          List<Expression> names = pop(2);
          stack.add(
              names.size() == 2
                      && names.getFirst() instanceof Expression.Text(String module)
                      && names.getLast() instanceof Expression.Text(String name)
                  ? name(module, name)
                  : UNKNOWN);
        }
        case REDUCE, NEWOBJ -> {
          List<Expression> call = pop(2);
          stack.add(
              call.size() == 2 ? new Expression.Call(call.getFirst(), call.getLast()) : UNKNOWN);
        }
        case BUILD -> pop(1);
        case INST, OBJ -> {
          toMark();
          stack.add(UNKNOWN);
        }
        case NEWOBJ_EX -> {
          pop(3);
          stack.add(UNKNOWN);
        }
        case STOP -> {
          return false;
        }
        case PERSID, NEXT_BUFFER, EXT1, EXT2, EXT4 -> stack.add(UNKNOWN);
        case BINPERSID -> {
          pop(1);
          stack.add(UNKNOWN);
        }
        case READONLY_BUFFER -> {}
        default -> stack.add(scalar(instruction));
      }
      return !used;
    }

    /** The last {@code count} values; takes nothing from below the container. */
    private List<Expression> pop(int count) {
      if (stack.size() <= count) {
        used = true;
        return List.of();
      }
      List<@Nullable Object> top = stack.subList(stack.size() - count, stack.size());
      List<Expression> popped = top.stream().map(Replay.this::expression).toList();
      top.clear();
      return popped;
    }

    private List<Expression> toMark() {
      int mark = stack.lastIndexOf(null);
      if (mark < 1) {
        used = true;
        return List.of();
      }
      List<Expression> items = pop(stack.size() - mark - 1);
      stack.removeLast();
      return items;
    }

    private void fill(List<Expression> items) {
      if (!used && !stack.isEmpty() && stack.getLast() instanceof Filling filling) {
        filling.add(items);
      }
    }

    private Expression name(String module, String name) {
      return new Expression.Name(Names.normalise(new Symbol(module, name)));
    }

    private Expression expression(@Nullable Object item) {
      return switch (item) {
        case Filling filling -> filling.expression();
        case Expression expression -> expression;
        case null, default -> UNKNOWN;
      };
    }
  }
}
