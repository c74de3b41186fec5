import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A program or library in the Executable and Linkable Format (System V ABI, chapter 4), of 64 bits,
 * with what only debuggers read taken away: the table of sections, and the sections behind the last
 * one that is loaded. jlink's own option for it needs objcopy on the machine that builds.
 */
final class ElfFile {
  private static final byte[] OF_64_BITS = {0x7f, 'E', 'L', 'F', 2, 1};

  /** Fields of the header: where the table is, the size of an entry, their number, one's index. */
  private static final int TABLE = 0x28;

  private static final int ENTRY_SIZE = 0x3a;
  private static final int ENTRIES = 0x3c;
  private static final int NAMES = 0x3e;

  /** Fields of an entry. */
  private static final int TYPE = 0x04;

  private static final int FLAGS = 0x08;
  private static final int OFFSET = 0x18;
  private static final int SIZE = 0x20;

  private static final int WITHOUT_CONTENT = 8; // SHT_NOBITS
  private static final int IS_LOADED = 2; // SHF_ALLOC

  private ElfFile() {}

  /** Shortens a file in place; one of another kind stays as it is. */
  static void strip(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (!Arrays.equals(Arrays.copyOf(content, OF_64_BITS.length), OF_64_BITS)) {
      return;
    }
    ByteBuffer elf = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    long end = 0;
    for (int i = 0; i < elf.getShort(ENTRIES); i++) {
      int section = (int) elf.getLong(TABLE) + i * elf.getShort(ENTRY_SIZE);
      boolean loaded = (elf.getLong(section + FLAGS) & IS_LOADED) != 0;
      if (loaded && elf.getInt(section + TYPE) != WITHOUT_CONTENT) {
        end = Math.max(end, elf.getLong(section + OFFSET) + elf.getLong(section + SIZE));
      }
    }
    elf.putLong(TABLE, 0).putShort(ENTRIES, (short) 0).putShort(NAMES, (short) 0);
    Files.write(file, Arrays.copyOf(content, Math.toIntExact(end)));
  }
}
