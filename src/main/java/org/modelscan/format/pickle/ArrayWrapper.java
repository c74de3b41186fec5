package org.modelscan.format.pickle;

import java.util.Optional;
import org.modelscan.fact.Symbol;
import org.modelscan.format.numpy.Dtype;

/**
 * What joblib reads from the file itself when the state of one of its wrappers is set: the array
 * that the wrapper stands for, in the middle of the opcodes.
 *
 * @see <a href="https://github.com/joblib/joblib/blob/main/joblib/numpy_pickle.py">numpy_pickle.py:
 *     NumpyArrayWrapper, NumpyUnpickler.load_build</a>
 */
sealed interface ArrayWrapper {
  /**
   * The bytes of the array.
   *
   * @param length bytes of the data
   * @param padded whether a byte with the length of a padding, and that padding, come first (joblib
   *     1.2 and later)
   */
  record Raw(long length, boolean padded) implements ArrayWrapper {}

  /** A pickle of its own: elements that are objects. */
  record Pickled() implements ArrayWrapper {}

  /** Nothing: the array is in another file (joblib before 0.10). */
  record InFile(String name) implements ArrayWrapper {
    /** Whether the name leads out of the folder of the pickle, which joblib joins it to. */
    boolean leavesFolder() {
      return name.indexOf('/') >= 0
          || name.indexOf('\\') >= 0
          || name.indexOf(':') >= 0
          || name.equals("..");
    }
  }

  /** It could not be found out. */
  record Unknown(String reason) implements ArrayWrapper {}

  /** Whether joblib reads an array after state is set on an instance of a class. */
  static boolean isNamed(Symbol symbol) {
    return switch (symbol.name()) {
      case "NumpyArrayWrapper", "NDArrayWrapper", "ZNDArrayWrapper" ->
          symbol.module().endsWith("joblib.numpy_pickle")
              || symbol.module().endsWith("joblib.numpy_pickle_compat");
      default -> false;
    };
  }

  /** The array of a data type and a number of elements. */
  static ArrayWrapper of(Dtype dtype, long count, boolean padded) {
    if (dtype.hasObject()) {
      return new Pickled();
    }
    Optional<Dtype> all = dtype.times(count);
    return all.isPresent()
        ? new Raw(all.get().itemSize(), padded)
        : new Unknown("its length is out of range");
  }
}
