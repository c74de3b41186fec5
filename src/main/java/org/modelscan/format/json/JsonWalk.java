package org.modelscan.format.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Goes through a tree without recursion: its depth is chosen by whoever made the file. */
public final class JsonWalk {
  private JsonWalk() {}

  /** All objects of a document, outer before inner, in no further order. */
  public static List<Json.Members> objects(JsonDocument document) {
    List<Json.Members> found = new ArrayList<>();
    Deque<Json> open = new ArrayDeque<>();
    document.root().ifPresent(open::push);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Json.Members object -> {
          found.add(object);
          for (Json.Member member : object.members().reversed()) {
            open.push(member.value());
          }
        }
        case Json.Items items -> items.items().reversed().forEach(open::push);
        case Json.Text _, Json.Numeral _, Json.Word _ -> {}
      }
    }
    return found;
  }
}
