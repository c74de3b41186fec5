package org.modelscan.format.jinja;

import java.util.ArrayList;
import java.util.List;

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

  void join(Written other) {
    List<String> both = new ArrayList<>(texts);
    for (String text : other.texts) {
      if (both.size() < ALTERNATIVES && !both.contains(text)) {
        both.add(text);
      }
    }
    texts = both;
  }

  List<Value> values() {
    return texts.stream().<Value>map(Value.Text::new).toList();
  }
}
