package org.modelscan.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;

class JsonDocumentTest {
  private static final String SAMPLE =
      "{\"class_name\": \"D\\u00e9nse\", \"list\": [1, -2.5e3, true, false, null, NaN, -Infinity],"
          + " \"nested\": {\"a\": {}, \"b\": []}}";

  private static JsonDocument read(byte[] bytes) throws IOException {
    return JsonDocument.read(new HeapBytes(bytes), new Budget(Limits.DEFAULT));
  }

  private static JsonDocument read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsEveryKindOfValue() throws IOException {
    Json.Members root = read(SAMPLE).object().orElseThrow();
    assertThat(root.text("class_name")).contains("Dénse");
    Json.Items list = (Json.Items) root.get("list").orElseThrow();
    assertThat(list.items())
        .extracting(JsonDocumentTest::show)
        .containsExactly("1", "-2.5e3", "TRUE", "FALSE", "NULL", "NaN", "-Infinity");
    assertThat(root.get("nested").orElseThrow()).isInstanceOf(Json.Members.class);
    assertThat(root.has("absent")).isFalse();
  }

  private static String show(Json value) {
    return switch (value) {
      case Json.Numeral numeral -> numeral.text();
      case Json.Word word -> word.value().name();
      case Json.Text text -> text.value();
      case Json.Members members -> members.members().toString();
      case Json.Items items -> items.items().toString();
    };
  }

  @Test
  void readsEveryEncodingWithAndWithoutAMark() throws IOException {
    List<Charset> charsets =
        List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_32LE,
            StandardCharsets.UTF_32BE);
    for (Charset charset : charsets) {
      for (String mark : List.of("", "\ufeff")) {
        JsonDocument document = read((mark + SAMPLE.replace("\\u00e9", "é")).getBytes(charset));
        assertThat(document.problem()).as("%s", charset).isEmpty();
        Json.Members root = document.object().orElseThrow();
        assertThat(root.text("class_name")).as("%s", charset).contains("Dénse");
        int width = charset.encode("x").remaining();
        assertThat(root.get("class_name").orElseThrow().offset())
            .isEqualTo((mark.isEmpty() ? 0 : charset.encode(mark).remaining()) + 16L * width);
      }
    }
  }

  @Test
  void keepsDuplicateNamesAndSeesTheLastAsPythonDoes() throws IOException {
    StringBuilder many = new StringBuilder("{\"a\": 1, \"a\": \"two\"");
    for (int i = 0; i < 20; i++) {
      many.append(", \"n").append(i).append("\": 0");
    }
    JsonDocument document = read(many.append(", \"n3\": 1}").toString());
    assertThat(document.duplicates()).extracting(Json.Member::name).containsExactly("a", "n3");
    Json.Members root = document.object().orElseThrow();
    assertThat(root.text("a")).contains("two");
    assertThat(root.members()).hasSize(23);
  }

  @Test
  void keepsWhatCameBeforeACut() throws IOException {
    byte[] whole = SAMPLE.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut < whole.length; cut++) {
      JsonDocument document = read(java.util.Arrays.copyOf(whole, cut));
      assertThat(document.problem()).as("cut at %s", cut).isPresent();
      if (cut > 40) {
        assertThat(document.object().orElseThrow().text("class_name")).contains("Dénse");
      }
    }
  }

  @Test
  void refusesWhatIsNoJson() throws IOException {
    for (String text :
        List.of(
            "",
            "nul",
            "{a: 1}",
            "[1,]",
            "{\"a\" 1}",
            "[1 2]",
            "{\"a\": 1} x",
            "[}",
            "{]",
            "\"open",
            "{\"a\":1,}",
            "+1",
            "'a'",
            "[1",
            "{\"a\"")) {
      assertThat(read(text).problem()).as(text).isPresent();
    }
  }

  @Test
  void passesOverNulBytesBehindTheText() throws IOException {
    assertThat(read("{\"a\": 1}\n\0\0\0").problem()).isEmpty();
    assertThat(read("{\"a\": 1}\0x").problem()).isPresent();
  }

  @Test
  void stopsAtTheDepthLimitAndKeepsTheTree() throws IOException {
    JsonDocument document = read("[".repeat(100_000));
    assertThat(document.problem().orElseThrow().reason()).contains("nested deeper");
    assertThat(document.root()).isPresent();
    String deepest = "[".repeat(JsonTokens.DEPTH) + "]".repeat(JsonTokens.DEPTH);
    assertThat(read(deepest).problem()).isEmpty();
  }

  @Test
  void opensALongStringWithoutKeepingIt() throws IOException {
    String long1 = "ab\\n\\u0041\\\"".repeat(JsonDocument.WHOLE_TEXT / 4);
    JsonDocument document = read("[\"" + long1 + "\", \"end\"]");
    Json.Items items = (Json.Items) document.root().orElseThrow();
    Json.Text text = (Json.Text) items.items().getFirst();
    assertThat(text.whole()).isFalse();
    assertThat(text.value())
        .startsWith("ab\nA\"ab")
        .hasSizeLessThanOrEqualTo(JsonDocument.TEXT_START);
    try (Reader reader = document.open(text)) {
      assertThat(reader.readAllAsString()).isEqualTo("ab\nA\"".repeat(JsonDocument.WHOLE_TEXT / 4));
    }
    assertThat(items.items().get(1)).isInstanceOf(Json.Text.class);
  }

  @Test
  void countsPlainItemsBehindTheKeptOnes() throws IOException {
    JsonDocument document = read("[" + "1,".repeat(50_000) + "{\"class_name\": \"x\"}, 2]");
    Json.Items items = (Json.Items) document.root().orElseThrow();
    assertThat(items.count()).isEqualTo(50_002);
    assertThat(items.items()).hasSize(JsonDocument.PLAIN_ITEMS + 1);
    assertThat(items.items().getLast()).isInstanceOf(Json.Members.class);
  }

  @Test
  void boundsTheTreeOfAnEndlessText() throws IOException {
    JsonDocument document =
        JsonDocument.read(
            new Repeating("[".getBytes(StandardCharsets.UTF_8), "{},"), new Budget(Limits.DEFAULT));
    assertThat(document.problem().orElseThrow().reason()).contains("more values than are kept");
    assertThat(document.root()).isPresent();
  }

  @Test
  void neverFailsOnRandomBytes() throws IOException {
    Random random = new Random(4);
    byte[] sample = SAMPLE.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] mutant = sample.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
      }
      JsonDocument document = read(mutant);
      assertThat(document.root().isPresent() || document.problem().isPresent()).isTrue();
    }
  }

  /** A start, and then the same text for ever. */
  private record Repeating(byte[] start, String text) implements Bytes {
    @Override
    public int read(long offset, byte[] into, int at, int length) {
      for (int i = 0; i < length; i++) {
        long position = offset + i;
        into[at + i] =
            position < start.length
                ? start[(int) position]
                : (byte) text.charAt((int) ((position - start.length) % text.length()));
      }
      return length;
    }

    @Override
    public long size() {
      return Long.MAX_VALUE;
    }
  }
}
