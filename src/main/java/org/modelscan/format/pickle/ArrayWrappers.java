package org.modelscan.format.pickle;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Symbol;

/**
 * Follows the state of joblib's wrappers from the dictionary that is filled to the BUILD that sets
 * it. Dictionaries are looked into only while a wrapper waits for its state, which picklers write
 * directly behind it.
 */
final class ArrayWrappers {
  private static final String SUBCLASS = "subclass";
  private static final String SHAPE = "shape";
  private static final String DTYPE = "dtype";
  private static final String ALIGNMENT = "numpy_array_alignment_bytes";
  private static final String FILE = "filename";
  private static final Set<String> KEYS = Set.of(SUBCLASS, SHAPE, DTYPE, ALIGNMENT, FILE);

  private static final int WINDOW = 4096;

  /** Items that are looked at of one opcode; a wrapper has six. */
  private static final int ITEMS = 32;

  /** Dictionaries that are remembered. */
  private static final int STATES = 64;

  private static final long ABSENT = Memo.ABSENT;

  private final Machine machine;
  private final Values values;
  private final Map<Long, Map<String, Long>> states =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Map<String, Long>> eldest) {
          return size() > STATES;
        }
      };
  private int waiting;

  ArrayWrappers(Machine machine) {
    this.machine = machine;
    this.values = machine.values();
  }

  /** An instance of a wrapper was made. */
  void made() {
    waiting++;
  }

  /** Whether a wrapper waits for its state. */
  boolean isWaiting() {
    return waiting > 0;
  }

  /** Keys and values are put into a dictionary. */
  void items(long dict, long[] stack, int from, int to) throws IOException {
    if (Value.kind(dict) != Value.DICT || to - from > 2 * ITEMS) {
      return;
    }
    for (int i = from; i + 1 < to; i += 2) {
      Optional<String> key = values.text(stack[i]).filter(KEYS::contains);
      if (key.isPresent()) {
        states
            .computeIfAbsent(Value.payload(dict), _ -> new HashMap<>())
            .put(key.get(), stack[i + 1]);
      }
    }
  }

  /** The class that the array is of: an imported name, or unknown. */
  long subclass(long state) {
    long subclass = get(state, SUBCLASS);
    return Value.kind(subclass) == Value.IMPORT ? subclass : Value.NOTHING_KNOWN;
  }

  /**
   * State is set on a wrapper at {@code offset}: passes over its array, or looks for what follows
   * it.
   *
   * @return whether the array lies there as data, which is no pickle of its own
   */
  boolean read(Symbol wrapper, long state, long offset) throws IOException {
    long start = machine.fileOffset();
    ArrayWrapper array = array(wrapper, state);
    switch (array) {
      case ArrayWrapper.Raw(long length, boolean padded) -> raw(start, length, padded, offset);
      case ArrayWrapper.Pickled _ -> pickled(start, offset);
      case ArrayWrapper.InFile file -> {
        if (file.leavesFolder()) {
          machine.notes().opens(new Fact.ExternalFile(offset, "joblib array file", file.name()));
        }
      }
      case ArrayWrapper.Unknown(String reason) -> {
        machine.fails(offset, "an array of joblib cannot be passed over: " + reason);
        resynchronise(start);
      }
    }
    return array instanceof ArrayWrapper.Raw || array instanceof ArrayWrapper.Unknown;
  }

  private void raw(long start, long length, boolean padded, long offset) throws IOException {
    byte[] padding = machine.bytes().upTo(start, 1);
    long from = !padded ? start : start + 1 + (padding.length == 0 ? 0 : padding[0] & 0xff);
    long end = from + length;
    boolean isThere = end >= from && (end == start || machine.bytes().upTo(end - 1, 1).length == 1);
    if (isThere) {
      machine.event(start, "array of " + length + " bytes, passed over");
      machine.continueAt(end);
    } else {
      machine.fails(offset, "an array of joblib goes past the end");
      resynchronise(start);
    }
  }

  private void pickled(long start, long offset) throws IOException {
    Machine elements = new Machine(machine.bytes(), machine.budget(), WINDOW);
    elements.readPlainly();
    Machine.End end = elements.run(start);
    boolean isWhole =
        end == Machine.End.STOP
            && elements.isSound()
            && elements.withFramesDropped(start, end).isEmpty();
    machine.event(start, "array of objects, a pickle of its own");
    machine
        .notes()
        .member(
            "objects at byte " + start,
            isWhole
                ? machine.bytes().slice(start, elements.position() - start)
                : machine.bytes().from(start));
    if (isWhole) {
      machine.continueAt(elements.position());
    } else {
      machine.fails(offset, "the pickle of an array breaks: " + elements.broken());
      resynchronise(elements.position());
    }
  }

  private void resynchronise(long from) throws IOException {
    OptionalLong next = Resynchronisation.next(machine.bytes(), from, machine.budget());
    if (next.isPresent()) {
      machine.continueAt(next.getAsLong());
    } else {
      machine.loses();
    }
  }

  /** What the array of a wrapper is. */
  private ArrayWrapper array(Symbol wrapper, long state) throws IOException {
    waiting = Math.max(0, waiting - 1);
    if (!wrapper.name().equals("NumpyArrayWrapper")) {
      Optional<String> file = values.text(get(state, FILE));
      return file.isPresent()
          ? new ArrayWrapper.InFile(file.get())
          : new ArrayWrapper.Unknown("the name of its file is not known");
    }
    long dtype = get(state, DTYPE);
    Optional<Long> count = count(get(state, SHAPE));
    Optional<Boolean> padded = isPadded(get(state, ALIGNMENT));
    if (count.isEmpty()) {
      return new ArrayWrapper.Unknown("its shape is not known");
    }
    if (padded.isEmpty()) {
      return new ArrayWrapper.Unknown("its alignment is not known");
    }
    return machine
        .dtype(dtype)
        .map(known -> ArrayWrapper.of(known, count.get(), padded.get()))
        .orElseGet(() -> new ArrayWrapper.Unknown("its data type is not known"));
  }

  /**
   * A value of the state, which is a dictionary, or a pair of them where some of it is in slots.
   */
  private long get(long state, String key) {
    if (Value.kind(state) == Value.TUPLE && values.length(state) == 2) {
      long inSlots = getFrom(values.element(state, 1), key);
      return inSlots == ABSENT ? getFrom(values.element(state, 0), key) : inSlots;
    }
    return getFrom(state, key);
  }

  private long getFrom(long dict, String key) {
    return Value.kind(dict) == Value.DICT
        ? states.getOrDefault(Value.payload(dict), Map.of()).getOrDefault(key, ABSENT)
        : ABSENT;
  }

  private Optional<Long> count(long shape) throws IOException {
    int dimensions = values.length(shape);
    if (!values.isKnownTuple(shape) || dimensions > Tuples.KEPT) {
      return Optional.empty();
    }
    long count = 1;
    boolean tooMany = false;
    for (int i = 0; i < dimensions; i++) {
      Optional<Long> length = values.integer(values.element(shape, i));
      if (length.isEmpty() || length.get() < 0) {
        return Optional.empty();
      }
      tooMany |= Math.multiplyHigh(count, length.get()) != 0 || count * length.get() < 0;
      count *= length.get();
    }
    return tooMany ? Optional.empty() : Optional.of(count);
  }

  /** Without the attribute, or with None: as joblib before 1.2. */
  private Optional<Boolean> isPadded(long alignment) throws IOException {
    if (alignment == ABSENT) {
      return Optional.of(false);
    }
    if (values.integer(alignment).isPresent()) {
      return Optional.of(true);
    }
    return machine.render(alignment).equals("None") ? Optional.of(false) : Optional.empty();
  }
}
