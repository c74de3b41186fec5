package org.modelscan.format.npy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.modelscan.format.npy.Literal.Sequence;

/** Numbers of elements. */
final class Shape {
  private static final BigInteger MAXIMUM = BigInteger.valueOf(Long.MAX_VALUE);

  private Shape() {}

  /**
   * The number of elements of an integer or a tuple of them; empty where one is negative or the
   * product has no 63 bits.
   */
  static Optional<Long> count(Literal shape) {
    return switch (shape) {
      case Literal.Whole _ -> product(List.of(shape));
      case Sequence(Sequence.Kind kind, List<Literal> dimensions)
          when kind == Sequence.Kind.TUPLE ->
          product(dimensions);
      default -> Optional.empty();
    };
  }

  private static Optional<Long> product(List<Literal> dimensions) {
    BigInteger product = BigInteger.ONE;
    boolean tooMany = false;
    for (Literal dimension : dimensions) {
      if (!(dimension instanceof Literal.Whole(BigInteger length)) || length.signum() < 0) {
        return Optional.empty();
      }
      // A later dimension of 0 makes the product 0, so that its size is looked at last; it does not
      // grow meanwhile.
      product = tooMany && length.signum() > 0 ? product : product.multiply(length);
      tooMany = product.compareTo(MAXIMUM) > 0;
    }
    return tooMany ? Optional.empty() : Optional.of(product.longValue());
  }
}
