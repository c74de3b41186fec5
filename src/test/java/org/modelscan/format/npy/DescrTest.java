package org.modelscan.format.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.Pythons;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.format.numpy.Dtype;

final class DescrTest {
  private static Optional<Dtype> dtype(String literal) throws MalformedInput {
    return Descr.dtype(LiteralParser.parse(literal));
  }

  @Test
  void agreesWithNumpy() throws Exception {
    long compared = 0;
    for (String python : Pythons.all()) {
      String script = "/org/modelscan/format/npy/types_of_this_numpy.py";
      for (String line : Pythons.run(python, script, "11").lines().toList()) {
        String[] field = line.split("\t", -1);
        if (field.length != 3) {
          continue; // a warning of NumPy
        }
        String literal = new String(HexFormat.of().parseHex(field[0]), StandardCharsets.UTF_8);
        Optional<Dtype> read = dtype(literal);
        assertThat(read).as(literal).isPresent();
        assertThat(read.get().itemSize()).as(literal).isEqualTo(Long.parseLong(field[1]));
        assertThat(read.get().hasObject()).as(literal).isEqualTo(Boolean.parseBoolean(field[2]));
        compared++;
      }
    }
    assumeTrue(compared > 0, "no NumPy here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "'<f8' ~ 8 ~ false",
        "u'<f8' ~ 8 ~ false",
        "b'<f8' ~ 8 ~ false",
        "'S10' ~ 10 ~ false",
        "'<U5' ~ 20 ~ false",
        "'<M8[ns]' ~ 8 ~ false",
        "'?' ~ 1 ~ false",
        "'O' ~ 8 ~ true",
        "[('a', '<f8'), ('b', [('c', 'O')])] ~ 16 ~ true",
        "('<i4', (2, 3)) ~ 24 ~ false",
        "{'names': ['a', 'b'], 'formats': ['u1', '<f8'], 'offsets': [0, 8], 'itemsize': 24} ~ 24 ~ false",
        "{'names': ['a', 'b'], 'formats': ['u1', '<f8']} ~ 9 ~ false",
      })
  void knowsLengthAndObjects(String literal, long itemSize, boolean hasObject)
      throws MalformedInput {
    assertThat(dtype(literal))
        .hasValueSatisfying(read -> {
          assertThat(read.itemSize()).isEqualTo(itemSize);
          assertThat(read.hasObject()).isEqualTo(hasObject);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'no such type'",
        "'i4; O'",
        "8",
        "None",
        "{'a', 'b'}",
        "[('a',)]",
        "['O']",
        "('<f8', -1)",
        "('<f8', (2, -3))",
        "'U9223372036854775807'",
        "('V9223372036854775807', 2)",
        "[('a', 'V9223372036854775807'), ('b', 'u1')]",
        "{'formats': ['<f8'], 'offsets': [-8]}",
      })
  void whatIsNotUnderstoodIsNotGuessed(String literal) throws MalformedInput {
    assertThat(dtype(literal)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "open('x')",
        "a.b",
        "'a' 'b",
        "'\\x4'",
        "'\\N{NO SUCH NAME}'",
        "(1",
        "1 2",
        "{1: 2, 3}",
        "{**{}}",
        "[x for x in ()]",
        "1 if 2 else 3",
        "lambda: 0",
        "f'{1}'",
        "+'a'",
        "0x",
        "1__import__",
        "(,)",
        "'a\nb'",
      })
  void expressionsAreNoLiterals(String text) {
    assertThatThrownBy(() -> LiteralParser.parse(text)).isInstanceOf(MalformedInput.class);
  }
}
