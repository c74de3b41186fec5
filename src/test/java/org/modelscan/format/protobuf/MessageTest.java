package org.modelscan.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.MalformedInput;

class MessageTest {
  private static Message message(String hex) throws IOException {
    return Message.of(new HeapBytes(HexFormat.of().parseHex(hex.replace(" ", ""))), 16);
  }

  private static List<Integer> numbers(Message message) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    while (message.next()) {
      numbers.add(message.number());
    }
    return numbers;
  }

  @Test
  void everyWireTypeIsPassedOver() throws IOException {
    // varint, 64 bits, bytes, a group with a group in it, 32 bits
    Message message =
        message("08 9601 11 0102030405060708 1a 03 616263 23 2b 0801 2c 24 35 01020304 38 07");
    assertThat(numbers(message)).containsExactly(1, 2, 3, 4, 6, 7);
  }

  @Test
  void valuesAreReadInAnyOrder() throws IOException {
    Message message = message("0a 03 616263 12 04 08 05 10 06");
    assertThat(message.next()).isTrue();
    assertThat(message.bytesField()).isEqualTo(1);
    assertThat(message.varintField()).isZero();
    assertThat(message.next()).isTrue();
    Message inner = message.message();
    assertThat(message.text(100)).isEqualTo("\b\5\20\6");
    assertThat(inner.next()).isTrue();
    assertThat(inner.value()).isEqualTo(5);
    assertThat(inner.offset()).isEqualTo(7);
    assertThat(message.at(new Span(2, 5)).extent().length()).isEqualTo(3);
    assertThat(message.textAt(new Span(2, 5), 2)).isEqualTo("ab");
  }

  @Test
  void negativeAndPackedIntegersAreRead() throws IOException {
    Message message = message("08 ffffffffffffffffff01 12 03 01 ac02");
    message.next();
    assertThat(message.value()).isEqualTo(-1);
    message.next();
    Message.Integers integers = message.integers();
    assertThat(integers.next()).isEqualTo(1);
    assertThat(integers.next()).isEqualTo(300);
    assertThat(integers.more()).isFalse();
  }

  @Test
  void fieldThatRunsPastTheEndIsGivenFirst() throws IOException {
    Message message = message("0a 7f 616263");
    assertThat(message.next()).isTrue();
    assertThat(message.text(100)).isEqualTo("abc");
    assertThatThrownBy(message::next)
        .isInstanceOfSatisfying(
            MalformedInput.class, damage -> assertThat(damage.offset()).isZero());
  }

  @Test
  void damageEndsALenientMessage() throws IOException {
    HeapBytes content = new HeapBytes(HexFormat.of().parseHex("0801" + "0a7f616263"));
    assertThat(numbers(Message.again(content, 16))).containsExactly(1, 1);
  }

  @Test
  void damageIsTold() throws IOException {
    for (String hex :
        List.of(
            "00",
            "07",
            "0f",
            "80 80 80 80 80 01",
            "08",
            "08 ffffffffffffffffffff01",
            "0c",
            "0b 08 01",
            "01 00")) {
      Message message = message(hex);
      assertThatThrownBy(() -> numbers(message)).as(hex).isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void nestingIsBounded() throws IOException {
    byte[] content = new byte[0];
    for (int level = 0; level < 150; level++) {
      WireWriter out = new WireWriter();
      out.begin(1);
      for (byte value : content) {
        out.add(value);
      }
      out.end();
      content = out.bytes().upTo(0, 10_000);
    }
    Message message = Message.of(new HeapBytes(content), 16);
    assertThatThrownBy(
            () -> {
              Message inner = message;
              while (inner.next()) {
                inner = inner.message();
              }
            })
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining("nested");
  }
}
