package org.modelscan.format.npy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.modelscan.format.npy.Literal.Sequence;
import org.modelscan.format.numpy.Dtype;

/**
 * The {@code descr} of an npy header as a data type: a string; a pair of a type and a shape or an
 * older type; a list of fields, each a name (or a title with a name), a type and perhaps a shape; a
 * dict of names, formats, offsets and itemsize.
 *
 * @see <a
 *     href="https://numpy.org/doc/stable/reference/arrays.dtypes.html#specifying-and-constructing-data-types">
 *     Specifying and constructing data types</a>
 */
final class Descr {
  private Descr() {}

  /** Empty where it is none of the forms that NumPy takes, or too long. */
  static Optional<Dtype> dtype(Literal descr) {
    return switch (descr) {
      case Literal.Text(String text, boolean _) -> Dtype.ofString(text);
      case Sequence(Sequence.Kind kind, List<Literal> elements) ->
          switch (kind) {
            case TUPLE -> pair(elements);
            case LIST -> fields(elements);
            case SET -> Optional.empty();
          };
      case Literal.Dict dict -> dictionary(dict);
      case Literal.Whole _, Literal.Real _, Literal.None _ -> Optional.empty();
    };
  }

  private static Optional<Dtype> pair(List<Literal> elements) {
    if (elements.size() != 2) {
      return Optional.empty();
    }
    Optional<Dtype> type = dtype(elements.getFirst());
    return switch (elements.getLast()) {
      case Literal.Whole _, Sequence(Sequence.Kind _, List<Literal> _)
          when Shape.count(elements.getLast()).isPresent() ->
          type.flatMap(one -> sized(one, elements.getLast()));
      // ('<u4', [('red', '|u1'), …]): the same bytes under other names.
      case Literal second -> type.flatMap(one -> dtype(second).map(other -> union(one, other)));
    };
  }

  private static Dtype union(Dtype one, Dtype other) {
    return new Dtype(
        Math.max(one.itemSize(), other.itemSize()),
        one.hasObject() || other.hasObject(),
        other.kind());
  }

  private static Optional<Dtype> sized(Dtype type, Literal shape) {
    if (shape instanceof Sequence(Sequence.Kind _, List<Literal> dimensions)
        && dimensions.isEmpty()) {
      return Optional.of(type);
    }
    return Shape.count(shape)
        .flatMap(count -> shape instanceof Literal.Whole ? type.sized(count) : type.times(count));
  }

  private static Optional<Dtype> fields(List<Literal> fields) {
    Optional<Dtype> sum = Optional.of(new Dtype(0, false, Dtype.Kind.STRUCTURE));
    for (Literal field : fields) {
      if (!(field instanceof Sequence(Sequence.Kind kind, List<Literal> parts))
          || kind != Sequence.Kind.TUPLE
          || parts.size() < 2
          || parts.size() > 3) {
        return Optional.empty();
      }
      Optional<Dtype> type = dtype(parts.get(1));
      if (parts.size() == 3) {
        type = type.flatMap(one -> sized(one, parts.get(2)));
      }
      Optional<Dtype> next = type;
      sum = sum.flatMap(before -> next.flatMap(before::and));
    }
    return sum;
  }

  private static Optional<Dtype> dictionary(Literal.Dict dict) {
    if (dict.get("formats").isEmpty()
        || !(dict.get("formats").get()
            instanceof Sequence(Sequence.Kind _, List<Literal> formats))) {
      return Optional.empty();
    }
    long end = 0;
    boolean hasObject = false;
    for (int i = 0; i < formats.size(); i++) {
      Optional<Dtype> type = dtype(formats.get(i));
      if (type.isEmpty()) {
        return Optional.empty();
      }
      hasObject |= type.get().hasObject();
      Optional<Long> offset = offset(dict, i, end);
      if (offset.isEmpty() || offset.get() > Long.MAX_VALUE - type.get().itemSize()) {
        return Optional.empty();
      }
      end = Math.max(end, offset.get() + type.get().itemSize());
    }
    if (dict.get("itemsize").isPresent()) {
      Optional<Long> stated = whole(dict.get("itemsize").get());
      boolean object = hasObject;
      return stated.map(size -> new Dtype(size, object, Dtype.Kind.STRUCTURE));
    }
    return Optional.of(new Dtype(end, hasObject, Dtype.Kind.STRUCTURE));
  }

  private static Optional<Long> offset(Literal.Dict dict, int field, long end) {
    Optional<Literal> offsets = dict.get("offsets");
    if (offsets.isEmpty()) {
      return Optional.of(end);
    }
    return offsets.get() instanceof Sequence(Sequence.Kind _, List<Literal> all)
            && field < all.size()
        ? whole(all.get(field))
        : Optional.empty();
  }

  private static Optional<Long> whole(Literal literal) {
    return literal instanceof Literal.Whole(BigInteger value)
            && value.signum() >= 0
            && value.bitLength() < 64
        ? Optional.of(value.longValue())
        : Optional.empty();
  }
}
