package org.modelscan.format.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a macro or a block writes: each text that it may be, as long as it may still be a name. */
final class Written {
  private static final int LENGTH = 512;
  private static final int ALTERNATIVES = 4;

  private List<String> texts;

  Written() {
    this(List.of(""));
  }

  private Written(List<String> texts) {
    this.texts = texts;
  }

  Written copy() {
    return new Written(texts);
  }

  void append(List<Value> values) {
    List<String> longer = new ArrayList<>();
    for (String text : texts) {
      for (Value value : values) {
        String more = value.asText();
        String whole =
            text.length() + more.length() <= LENGTH
                ? text + more
                : String.valueOf(Value.UNKNOWN_PART);
        if (longer.size() < ALTERNATIVES && !longer.contains(whole)) {
          longer.add(whole);
        }
      }
    }
    texts = longer;
  }

  /** What was written one way or the other; nothing where nothing is kept. */
  static @Nullable Written either(@Nullable Written one, @Nullable Written other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    List<String> both = new ArrayList<>(one.texts);
    for (String text : other.texts) {
      if (both.size() < ALTERNATIVES && !both.contains(text)) {
        both.add(text);
      }
    }
    return new Written(both);
  }

  List<Value> values() {
    return texts.stream().<Value>map(Value.Text::new).toList();
  }
}
