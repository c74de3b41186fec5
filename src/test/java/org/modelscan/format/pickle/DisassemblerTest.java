package org.modelscan.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.modelscan.Scanned;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;

/** The disassembly equals that of Python's own pickletools, argument by argument. */
class DisassemblerTest {
  private static final Path SCRIPT =
      Path.of("src/test/resources/org/modelscan/format/pickle/genops.py");

  @Test
  void equalsPickletools() throws Exception {
    List<Path> files = new ArrayList<>(pickles(Path.of("fixtures/pickle/benign")));
    if (Scanned.corpus().isPresent()) {
      files.addAll(pickles(Scanned.corpus().get().resolve("pickle/benign")));
    }
    List<String> theirs = genops(files);
    List<String> ours = new ArrayList<>();
    for (Path file : files) {
      ours.add("file " + file);
      disassemble(new HeapBytes(Files.readAllBytes(file)), ours);
    }
    assertThat(ours).isEqualTo(theirs);
    assertThat(ours).hasSizeGreaterThan(1000);
  }

  private static List<Path> pickles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".pkl")).sorted().toList();
    }
  }

  private static List<String> genops(List<Path> files) throws Exception {
    Process python;
    try {
      python =
          new ProcessBuilder("python3", SCRIPT.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException none) {
      assumeTrue(false, "no python3 here");
      return List.of();
    }
    Thread feed =
        Thread.ofVirtual()
            .start(() -> {
              try (var names = python.outputWriter(StandardCharsets.UTF_8)) {
                for (Path file : files) {
                  names.write(file + "\n");
                }
              } catch (IOException gone) {
                throw new UncheckedIOException(gone);
              }
            });
    List<String> lines = python.inputReader(StandardCharsets.UTF_8).lines().toList();
    feed.join();
    assertThat(python.waitFor()).isZero();
    return lines;
  }

  private static void disassemble(Bytes bytes, List<String> lines) throws IOException {
    Disassembler disassembler = new Disassembler(bytes, 0);
    Instruction instruction;
    try {
      do {
        instruction = disassembler.next();
        Object argument = Disassembler.argument(bytes, instruction, Integer.MAX_VALUE);
        lines.add(
            instruction.offset() + " " + instruction.opcode() + " " + text(instruction, argument));
      } while (instruction.opcode() != Opcode.STOP);
    } catch (IOException broken) {
      lines.add("stopped");
    }
  }

  private static String text(Instruction instruction, @Nullable Object argument) {
    return switch (argument) {
      case null -> "-";
      case BigInteger number
          when instruction.opcode() == Opcode.INT
              && instruction.length() == 2
              && number.bitLength() <= 1 ->
          number.signum() == 0 ? "False" : "True"; // I00 and I01
      case Double number -> "f:%016x".formatted(Double.doubleToRawLongBits(number));
      case byte[] data -> "b:" + HexFormat.of().formatHex(data);
      case String string ->
          "s:"
              + HexFormat.of()
                  .formatHex(
                      string
                          .replace(
                              '\n',
                              instruction.opcode().argument() == Opcode.Argument.TWO_LINES
                                  ? ' '
                                  : '\n')
                          .getBytes(StandardCharsets.UTF_8));
      case Object number -> number.toString();
    };
  }
}
