package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.modelscan.bytes.MalformedInput;

/**
 * What chunks of a dataset went through before they were stored: section IV.A.2.l. Only the filters
 * that need no further library are undone.
 */
public record FilterPipeline(List<Filter> filters) {
  /** Data that is stored as it is. */
  static final FilterPipeline NONE = new FilterPipeline(List.of());

  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;

  /**
   * One filter.
   *
   * @param id as registered with The HDF Group
   * @param values its parameters
   */
  public record Filter(int id, List<Long> values) {}

  /** Copies the list. */
  public FilterPipeline {
    filters = List.copyOf(filters);
  }

  static FilterPipeline read(Fields in) throws IOException {
    long offset = in.position();
    int version = in.u8();
    verify(version == 1 || version == 2, offset, "filters of an unknown version");
    int count = in.u8();
    in.skip(version == 1 ? 6 : 0);
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = in.u16();
      int nameLength = version == 1 || id >= 256 ? in.u16() : 0;
      in.skip(2);
      int valueCount = in.u16();
      in.skip(nameLength);
      if (version == 1) {
        in.pad(nameLength);
      }
      List<Long> values = new ArrayList<>();
      for (int value = 0; value < valueCount; value++) {
        values.add(in.u32());
      }
      in.skip(version == 1 && valueCount % 2 == 1 ? 4 : 0);
      filters.add(new Filter(id, values));
    }
    return new FilterPipeline(filters);
  }

  /** Whether all filters are among those that are undone here. */
  boolean isKnown() {
    return filters.stream().allMatch(filter -> filter.id() >= DEFLATE && filter.id() <= FLETCHER32);
  }

  boolean isEmpty() {
    return filters.isEmpty();
  }

  /**
   * Undoes the filters.
   *
   * @param mask a bit set for each filter that was left out
   * @param limit bytes that may come out
   * @throws MalformedInput where a filter is not known here or the data is damaged
   */
  byte[] decode(byte[] stored, int mask, int limit) throws IOException {
    byte[] data = stored;
    for (int i = filters.size() - 1; i >= 0; i--) {
      Filter filter = filters.get(i);
      if (i < 32 && (mask & 1 << i) != 0) {
        continue;
      }
      data =
          switch (filter.id()) {
            case DEFLATE -> inflate(data, limit);
            case SHUFFLE -> unshuffle(data, filter);
            case FLETCHER32 -> Arrays.copyOf(data, Math.max(0, data.length - 4));
            default ->
                throw new MalformedInput(
                    -1, "data stored with filter " + filter.id() + ", which is not read");
          };
    }
    return data;
  }

  private static byte[] inflate(byte[] data, int limit) throws MalformedInput {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      byte[] plain = new byte[Math.clamp(data.length * 4L, 64, Math.max(64, limit))];
      int length = 0;
      while (true) {
        int count = inflater.inflate(plain, length, plain.length - length);
        length += count;
        if (inflater.finished() || (count == 0 && length < plain.length)) {
          return Arrays.copyOf(plain, length);
        }
        verify(length < limit, -1, "compressed chunk larger than stated");
        if (length == plain.length) {
          plain = Arrays.copyOf(plain, (int) Math.min(limit, plain.length * 2L));
        }
      }
    } catch (DataFormatException damaged) {
      throw new MalformedInput(-1, "compressed chunk is damaged");
    } finally {
      inflater.end();
    }
  }

  /** Undoes the shuffling of the bytes of elements by their significance. */
  private static byte[] unshuffle(byte[] data, Filter filter) {
    int size =
        filter.values().isEmpty()
            ? 1
            : (int) Math.min(Integer.MAX_VALUE, filter.values().getFirst());
    int elements = size <= 1 ? 0 : data.length / size;
    if (elements <= 1) {
      return data;
    }
    byte[] plain = data.clone();
    for (int part = 0; part < size; part++) {
      for (int element = 0; element < elements; element++) {
        plain[element * size + part] = data[part * elements + element];
      }
    }
    return plain;
  }
}
