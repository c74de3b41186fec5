package org.modelscan.format.pickle;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.PassedOn;

/**
 * The parts {@code storages} and {@code tensors} of the tar archives that PyTorch wrote before
 * version 0.1.10 and still loads: pickles with raw data between them, whose length follows from the
 * pickle before (torch/serialization.py, legacy_load). Hears what is stated of one pickle.
 */
final class TorchTarPart implements PassedOn {
  private static final String STORAGES = "storages";
  private static final String TENSORS = "tensors";

  /** Bytes of an element. Any other class has to be followed by what nobody can know. */
  private static final Map<String, Integer> ELEMENTS =
      Map.ofEntries(
          Map.entry("torch.ByteStorage", 1),
          Map.entry("torch.CharStorage", 1),
          Map.entry("torch.BoolStorage", 1),
          Map.entry("torch.ShortStorage", 2),
          Map.entry("torch.HalfStorage", 2),
          Map.entry("torch.BFloat16Storage", 2),
          Map.entry("torch.IntStorage", 4),
          Map.entry("torch.FloatStorage", 4),
          Map.entry("torch.LongStorage", 8),
          Map.entry("torch.DoubleStorage", 8),
          Map.entry("torch.ComplexFloatStorage", 8),
          Map.entry("torch.ComplexDoubleStorage", 16));

  private final Facts out;
  private final Set<String> imports = new HashSet<>();
  private boolean broken;

  private TorchTarPart(Facts out) {
    this.out = out;
  }

  @Override
  public Facts out() {
    return out;
  }

  /** Whether a member of that name is such a part, where it starts with a pickle. */
  static boolean isNamed(String name) {
    return name.equals(STORAGES) || name.equals(TENSORS);
  }

  /** States what the pickles behind raw data do, up to the end or to where they cannot be found. */
  static void read(String name, Bytes bytes, Facts out) throws IOException {
    long position = PickleReader.read(bytes, 0, new TorchTarPart(out)); // how many there are
    while (bytes.upTo(position, 1).length > 0) {
      out.budget().opcodes(1);
      TorchTarPart pickle = new TorchTarPart(out);
      Cursor data = new Cursor(bytes, PickleReader.read(bytes, position, pickle));
      if (pickle.broken || data.atEnd()) {
        return;
      }
      Integer size =
          pickle.imports.size() == 1 ? ELEMENTS.get(pickle.imports.iterator().next()) : null;
      if (name.equals(TENSORS)) {
        long dimensions = data.u32le();
        data.skip(4 + 2 * 8 * dimensions + 8); // sizes and strides, and the offset
      } else if (size != null) {
        long count = data.i64le();
        if (count < 0 || count > Long.MAX_VALUE / 32) {
          out.incomplete(data.position(), "a storage of torch is longer than any file");
          return;
        }
        data.skip(count * size);
      } else {
        out.incomplete(data.position(), "the length of a storage of torch is not known");
        return;
      }
      position = data.position();
    }
  }

  @Override
  public void fact(Fact fact) {
    if (fact instanceof Fact.Import named) {
      imports.add(named.symbol().toString());
    }
    out.fact(fact);
  }

  @Override
  public void incomplete(long offset, String reason) {
    broken = true;
    out.incomplete(offset, reason);
  }
}
