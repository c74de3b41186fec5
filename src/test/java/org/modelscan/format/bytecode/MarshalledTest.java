package org.modelscan.format.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modelscan.Pythons;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;

final class MarshalledTest {
  private static final String SCRIPT = "/org/modelscan/format/bytecode/code_of_this_python.py";

  /**
   * {@code import os; os.system('echo marker')} as Python 3.11 writes it, with marshal version 4.
   */
  private static final byte[] OS_SYSTEM =
      HexFormat.of()
          .parseHex(
              "630000000000000000000000000300000000000000f32e0000009700640064016c005a0002006500"
                  + "6a0100000000000000006402a6010000ab0100000000000000000100640153002903e9000000004e"
                  + "7a0b6563686f206d61726b65722902da026f73da0673797374656da900f300000000fa0a736e6970"
                  + "7065742e7079fa083c6d6f64756c653e7207000000010000007325000000f003010101d800098009"
                  + "80098009883988328c39905dd10b23d40b23d00b23d00b23d00b237205000000");

  private static Budget budget() {
    return new Budget(Limits.DEFAULT);
  }

  @Test
  void readsWhatEveryInstalledPythonWrites() throws Exception {
    List<String> pythons = Pythons.all();
    assumeFalse(pythons.isEmpty(), "no Python here");
    for (String python : pythons) {
      List<Set<String>> references = new ArrayList<>();
      for (String line : Pythons.run(python, SCRIPT).lines().toList()) {
        String[] field = line.split("\t", -1);
        Marshalled read = Marshalled.read(HexFormat.of().parseHex(field[0]), budget());
        assertThat(read.damage()).as(python).isEmpty();
        assertThat(read.code()).as(python).hasSize(1);
        CodeObject code = read.code().getFirst();
        assertThat(new TreeSet<>(code.allNames())).as(python).isEqualTo(decode(field[1]));
        assertThat(code.allStrings().containsAll(decode(field[2]))).as(python).isTrue();
        assertThat(all(code, one -> List.of(one.name()))).as(python).isEqualTo(decode(field[3]));
        assertThat(decode(field[4])).as(python).isSubsetOf(all(code, CodeObject::variables));
        references.add(read.allReferences());
      }
      assertThat(references.getFirst()).as(python).containsExactly("import os", "os.system");
      for (List<String> used :
          List.of(
              List.of("import os", "os.path", "os.path.join"),
              List.of("import subprocess", "subprocess.call"),
              List.of("name_300.attribute_299"))) {
        assertThat(references.stream().anyMatch(all -> all.containsAll(used)))
            .as("%s: %s", python, used)
            .isTrue();
      }
    }
  }

  @Test
  void readsKnownBytesWithoutPython() throws BudgetSpent {
    Marshalled read = Marshalled.read(OS_SYSTEM, budget());
    assertThat(read.damage()).isEmpty();
    CodeObject code = read.code().getFirst();
    assertThat(code.name()).isEqualTo("<module>");
    assertThat(code.filename()).isEqualTo("snippet.py");
    assertThat(code.names()).containsExactly("os", "system");
    assertThat(code.strings()).containsExactly("echo marker");
    assertThat(code.references()).containsExactly("import os", "os.system");
  }

  @Test
  void everyCutKeepsTheNamesBeforeIt() throws BudgetSpent {
    for (int length = 0; length < OS_SYSTEM.length; length++) {
      Marshalled read = Marshalled.read(Arrays.copyOf(OS_SYSTEM, length), budget());
      assertThat(read.damage()).as("cut at %d", length).isPresent();
      assertThat(read.hasCode()).isFalse();
    }
    int end = new String(OS_SYSTEM, StandardCharsets.ISO_8859_1).indexOf("system") + 6;
    assertThat(Marshalled.read(Arrays.copyOf(OS_SYSTEM, end), budget()).allNames())
        .contains("os", "system");
  }

  @Test
  void whatFollowsTheObjectIsIgnored() throws BudgetSpent {
    byte[] padded = Arrays.copyOf(OS_SYSTEM, OS_SYSTEM.length + 100);
    assertThat(Marshalled.read(padded, budget()).damage()).isEmpty();
  }

  @Test
  @Timeout(60)
  void flippedBytesEndInAResult() throws BudgetSpent {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] flipped = OS_SYSTEM.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        flipped[random.nextInt(flipped.length)] = (byte) random.nextInt();
      }
      Marshalled read = Marshalled.read(flipped, budget());
      assertThat(read.hasCode() || read.damage().isPresent() || read.allNames().isEmpty()).isTrue();
    }
  }

  @Test
  void codeInsideOtherObjectsIsFound() throws BudgetSpent {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.writeBytes(new byte[] {'[', 2, 0, 0, 0, '{', 'N'});
    list.writeBytes(OS_SYSTEM);
    list.writeBytes(new byte[] {'0', ')', 1});
    // A reference of the copy inside counts from the objects outside, of which none is flagged.
    list.writeBytes(new byte[] {'T'});
    Marshalled read = Marshalled.read(list.toByteArray(), budget());
    assertThat(read.damage()).isEmpty();
    assertThat(read.allNames()).contains("system");
  }

  @Test
  void plainDataIsNoCode() throws BudgetSpent {
    Marshalled read = Marshalled.read(new byte[] {'i', 1, 0, 0, 0}, budget());
    assertThat(read.damage()).isEmpty();
    assertThat(read.hasCode()).isFalse();
    assertThat(Marshalled.read(new byte[0], budget()).damage()).isPresent();
    assertThat(Marshalled.read(new byte[] {'0'}, budget()).damage()).isPresent();
  }

  @Test
  @Timeout(30)
  void depthCountsAndLengthsAreBounded() throws BudgetSpent {
    byte[] deep = new byte[200_000];
    for (int i = 0; i < deep.length; i += 2) {
      deep[i] = ')';
      deep[i + 1] = 1;
    }
    assertThat(Marshalled.read(deep, budget()).damage()).isPresent();

    byte[] many = new byte[4_000_005];
    Arrays.fill(many, (byte) 'N');
    System.arraycopy(new byte[] {'(', 0, 9, 0x3d, 0}, 0, many, 0, 5);
    assertThat(Marshalled.read(many, budget()).damage()).isPresent();

    byte[] lying = {'(', -1, -1, -1, 0x7f, 's', -1, -1, -1, 0x7f};
    assertThat(Marshalled.read(lying, budget()).damage()).isPresent();
    byte[] negative = {'s', -1, -1, -1, -1};
    assertThat(Marshalled.read(negative, budget()).damage()).isPresent();
    byte[] longest = {'l', 0, 0, 0, -128};
    assertThat(Marshalled.read(longest, budget()).damage()).isPresent();
  }

  @Test
  void readsOnlyTheStartOfLongContent() throws Exception {
    byte[] padded = Arrays.copyOf(OS_SYSTEM, OS_SYSTEM.length + 100);
    assertThat(Marshalled.read(new HeapBytes(padded), budget()).allNames()).contains("system");
  }

  @Test
  void textIsBase64OrTheBytesThemselves() throws BudgetSpent {
    String base64 = Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(OS_SYSTEM) + "\n";
    assertThat(Marshalled.ofText(base64, budget()).allNames()).contains("system");
    assertThat(Marshalled.ofText("!" + base64 + "==junk", budget()).allNames()).contains("system");
    String raw = new String(OS_SYSTEM, StandardCharsets.ISO_8859_1);
    assertThat(Marshalled.ofText(raw, budget()).allNames()).contains("system");
    assertThat(Marshalled.ofText("no code at all \u20ac", budget()).damage()).isPresent();
  }

  private static Set<String> all(CodeObject code, Function<CodeObject, List<String>> part) {
    Set<String> found = new TreeSet<>(part.apply(code));
    code.nested().forEach(one -> found.addAll(all(one, part)));
    return found;
  }

  private static Set<String> decode(String field) {
    return field.isEmpty()
        ? Set.of()
        : Arrays.stream(field.split(" "))
            .map(hex -> hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
