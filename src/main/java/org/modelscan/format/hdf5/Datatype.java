package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.MalformedInput;

/** What an element is: section IV.A.2.d. */
public sealed interface Datatype {
  /** Bytes of one element. */
  int size();

  /** A number, a time or a bit field; the name is one such as {@code float32}. */
  record Plain(String name, int size) implements Datatype {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Text of a fixed number of bytes. */
  record Text(int size) implements Datatype {
    @Override
    public String toString() {
      return "string[" + size + "]";
    }
  }

  /** Bytes without a meaning. */
  record Opaque(int size, String tag) implements Datatype {
    @Override
    public String toString() {
      return "opaque[" + size + "]" + (tag.isEmpty() ? "" : " " + tag);
    }
  }

  /** A reference to an object or a region of one. */
  record Reference(int size) implements Datatype {
    @Override
    public String toString() {
      return "reference";
    }
  }

  /** Several members, one behind the other. */
  record Compound(int size, List<Member> members) implements Datatype {
    /** Copies the members. */
    public Compound {
      members = List.copyOf(members);
    }

    @Override
    public String toString() {
      return "compound" + members;
    }
  }

  /** One of a list of named values. */
  record Enumeration(int size, Datatype base) implements Datatype {
    @Override
    public String toString() {
      return "enum of " + base;
    }
  }

  /** Text or a sequence of any length; the element says where in the global heap it lies. */
  record VariableLength(int size, boolean isText, Datatype base) implements Datatype {
    @Override
    public String toString() {
      return isText ? "string" : "sequence of " + base;
    }
  }

  /** A small array in each element. */
  record ArrayOf(int size, long count, Datatype base) implements Datatype {
    @Override
    public String toString() {
      return base + "[" + count + "]";
    }
  }

  /** A member of a compound, at an offset of its element. */
  record Member(String name, long offset, Datatype type) {
    @Override
    public String toString() {
      return name + ": " + type;
    }
  }

  /** Levels of types inside types. */
  int DEPTH = 32;

  /** Reads a datatype message; the fields end behind it. */
  static Datatype read(Fields in) throws IOException {
    return read(in, 0);
  }

  private static Datatype read(Fields in, int depth) throws IOException {
    long offset = in.position();
    verify(depth < DEPTH, offset, "datatype nested deeper than " + DEPTH + " levels");
    int classAndVersion = in.u8();
    int version = classAndVersion >> 4;
    int bits = in.u8() | in.u8() << 8 | in.u8() << 16;
    int size = (int) Math.min(Integer.MAX_VALUE, in.u32());
    return switch (classAndVersion & 0x0f) {
      case 0 -> plain(in, ((bits & 8) != 0 ? "int" : "uint") + size * 8L, size, 4);
      case 1 -> plain(in, "float" + size * 8L, size, 12);
      case 2 -> plain(in, "time", size, 2);
      case 3 -> new Text(size);
      case 4 -> plain(in, "bits" + size * 8L, size, 4);
      case 5 -> new Opaque(size, in.text(bits & 0xff));
      case 6 -> compound(in, version, bits & 0xffff, size, depth);
      case 7 -> new Reference(size);
      case 8 -> enumeration(in, version, bits & 0xffff, size, depth);
      case 9 -> new VariableLength(size, (bits & 0x0f) == 1, read(in, depth + 1));
      case 10 -> array(in, version, size, depth);
      case 11 ->
          new Enumeration(
              size, read(in, depth + 1)); // complex numbers, of HDF5 2.0: the type of both parts
      default -> throw new MalformedInput(offset, "datatype of an unknown class");
    };
  }

  private static Datatype plain(Fields in, String name, int size, int properties)
      throws IOException {
    in.skip(properties);
    return new Plain(name, size);
  }

  private static Datatype compound(Fields in, int version, int count, int size, int depth)
      throws IOException {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = name(in, version);
      long offset = version >= 3 ? in.unsigned(offsetBytes(size)) : in.u32();
      long repeated = 1;
      if (version == 1) {
        int rank = in.u8();
        in.skip(3 + 4 + 4);
        for (int dimension = 0; dimension < 4; dimension++) {
          long length = in.u32();
          repeated = dimension < rank ? Dataspace.product(repeated, length) : repeated;
        }
      }
      Datatype type = read(in, depth + 1);
      members.add(new Member(name, offset, repeated == 1 ? type : repeat(type, repeated)));
    }
    return new Compound(size, members);
  }

  private static Datatype repeat(Datatype base, long count) {
    return new ArrayOf(
        (int) Math.min(Integer.MAX_VALUE, Dataspace.product(base.size(), count)), count, base);
  }

  private static Datatype enumeration(Fields in, int version, int count, int size, int depth)
      throws IOException {
    Datatype base = read(in, depth + 1);
    for (int i = 0; i < count; i++) {
      name(in, version);
    }
    in.skip((long) count * base.size());
    return new Enumeration(size, base);
  }

  private static Datatype array(Fields in, int version, int size, int depth) throws IOException {
    int rank = in.u8();
    in.skip(version < 3 ? 3 : 0);
    long count = 1;
    for (int i = 0; i < rank; i++) {
      count = Dataspace.product(count, in.u32());
    }
    in.skip(version < 3 ? 4L * rank : 0);
    return new ArrayOf(size, count, read(in, depth + 1));
  }

  /** Names are padded to a multiple of eight bytes before version 3. */
  private static String name(Fields in, int version) throws IOException {
    long start = in.position();
    String name = in.terminated();
    if (version < 3) {
      in.pad(in.position() - start);
    }
    return name;
  }

  /** Bytes that hold a member's offset in version 3: as few as hold the compound's size. */
  private static int offsetBytes(int size) {
    return (31 - Integer.numberOfLeadingZeros(Math.max(1, size))) / 8 + 1;
  }
}
