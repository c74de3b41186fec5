package org.modelscan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.modelscan.bytes.Limits;

class LimitOptionsTest {
  @Test
  void everyLimitHasItsOption() {
    Set<String> limits =
        Stream.of(Limits.class.getRecordComponents())
            .map(RecordComponent::getName)
            .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
            .map("--max-"::concat)
            .collect(Collectors.toSet());

    assertThat(ScanOptions.specification().optionsMap().keySet())
        .filteredOn(name -> name.startsWith("--max-"))
        .containsExactlyInAnyOrderElementsOf(limits);
  }

  @Test
  void eachOptionSetsItsOwnLimit() throws Exception {
    assertThat(
            limits(
                "--max-bytes-read=1",
                "--max-bytes-fetched=11",
                "--max-inflated=2K",
                "--max-ratio=3",
                "--max-members=4",
                "--max-nesting=5",
                "--max-opcodes=6",
                "--max-memory-entries=7",
                "--max-spool-memory=8M",
                "--max-findings=9",
                "--max-seconds=10"))
        .isEqualTo(new Limits(1, 11, 2 << 10, 3, 4, 5, 6, 7, 8 << 20, 9, 10));
  }

  @Test
  void withoutOptionsTheDefaultsHold() throws Exception {
    assertThat(limits()).isEqualTo(Limits.DEFAULT);
  }

  @Test
  void sizesHaveUnits() throws Exception {
    assertThat(limits("--max-inflated", "17").inflated()).isEqualTo(17);
    assertThat(limits("--max-inflated", "64K").inflated()).isEqualTo(64 << 10);
    assertThat(limits("--max-inflated", "16M").inflated()).isEqualTo(16 << 20);
    assertThat(limits("--max-inflated", "2G").inflated()).isEqualTo(2L << 30);
    assertThat(limits("--max-inflated", "3TiB").inflated()).isEqualTo(3L << 40);
  }

  private static Limits limits(String... arguments) throws UsageError {
    return LimitOptions.of(Arguments.parse(ScanOptions.specification(), List.of(arguments)));
  }
}
