import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the old classes of libraries the form that the start-up cache takes. It leaves out classes
 * before version 50 of the class file format, because these have no stack maps and go to the old
 * verifier: picocli's took a third of a short scan's start to load and verify. Their code stays
 * what it is.
 */
final class CurrentClasses {
  /** The first version whose classes need stack maps. */
  private static final int WITH_STACK_MAPS = ClassFile.JAVA_7_VERSION;

  private static final String NOTE =
      """
      The classes of this jar were compiled for an earlier version of Java. They have been written
      anew with stack maps (JVM specification, 4.7.4), which they lacked; nothing else was changed.
      """;

  private static final String NOTE_NAME = "META-INF/CHANGES-OF-THIS-COPY.txt";

  /** The earliest that an archive can hold: the jars are the same whenever they are made. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private CurrentClasses() {}

  /** Takes the folder of the libraries. Jars without old classes stay as they are. */
  public static void main(String[] arguments) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
      for (Path jar : jars) {
        Map<String, byte[]> entries = entries(jar);
        if (entries.entrySet().stream()
            .anyMatch(entry -> isOld(entry.getKey(), entry.getValue()))) {
          Path current = jar.resolveSibling(jar.getFileName() + ".current");
          write(current, entries);
          Files.move(current, jar, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static Map<String, byte[]> entries(Path jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile file = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(file.entries())) {
        if (!entry.isDirectory()) {
          try (var content = file.getInputStream(entry)) {
            entries.put(entry.getName(), content.readAllBytes());
          }
        }
      }
    }
    return entries;
  }

  /** Bytes 6 and 7 of a class are its major version. */
  private static boolean isOld(String name, byte[] content) {
    return name.endsWith(".class")
        && (((content[6] & 0xff) << 8) | (content[7] & 0xff)) < ClassFile.JAVA_6_VERSION;
  }

  private static void write(Path jar, Map<String, byte[]> entries) throws IOException {
    ClassFile classes =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> stream(entries, type))
                    .orElse(ClassHierarchyResolver.defaultResolver())),
            ConstantPoolSharingOption.NEW_POOL,
            StackMapsOption.GENERATE_STACK_MAPS);
    // Code that is only handed through would be copied as it is, without stack maps.
    ClassTransform anew =
        ClassTransform.transformingMethods(
                MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL))
            .andThen((builder, element) -> {
              if (element instanceof ClassFileVersion) {
                builder.withVersion(WITH_STACK_MAPS, 0);
              } else {
                builder.with(element);
              }
            });
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        byte[] content = entry.getValue();
        if (isOld(entry.getKey(), content)) {
          ClassModel old = classes.parse(content);
          content = classes.transformClass(old, anew);
        }
        add(out, entry.getKey(), content);
      }
      add(out, NOTE_NAME, NOTE.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static ByteArrayInputStream stream(Map<String, byte[]> entries, ClassDesc type) {
    String descriptor = type.descriptorString();
    byte[] content = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
    return content == null ? null : new ByteArrayInputStream(content);
  }

  private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
