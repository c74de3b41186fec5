import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar as the image holds it: the same classes in the same order, but not compressed, because the
 * layer's own compression makes a third less of all of them together; and without machine code,
 * which some libraries bring for every kind of machine and which the program never loads.
 */
final class ImageJar {
  private static final Pattern MACHINE_CODE = Pattern.compile(".*\\.(?:so|dylib|dll|jnilib)");

  /** The earliest that an archive can hold: the jars are the same whenever they are made. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ImageJar() {}

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (ZipFile jar = new ZipFile(from.toFile());
        ZipOutputStream copy = new ZipOutputStream(Files.newOutputStream(to))) {
      copy.setMethod(ZipOutputStream.STORED);
      for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory() && !MACHINE_CODE.matcher(entry.getName()).matches()) {
          byte[] content;
          try (var stream = jar.getInputStream(entry)) {
            content = stream.readAllBytes();
          }
          CRC32 checksum = new CRC32();
          checksum.update(content);
          ZipEntry stored = new ZipEntry(entry.getName());
          stored.setTimeLocal(TIME);
          stored.setSize(content.length);
          stored.setCrc(checksum.getValue());
          copy.putNextEntry(stored);
          copy.write(content);
          copy.closeEntry();
        }
      }
    }
  }
}
