package org.modelscan.github;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.modelscan.report.Markdown;

/** A model as a row of a table. */
final class ModelCells {
  private ModelCells() {}

  static String row(ModelRow model) {
    String inside =
        model.inside().stream()
            .map(clause -> clause.title() + " " + Markdown.code(clause.names()))
            .collect(Collectors.joining("<br>"));
    return Sheet.row(
        Markdown.code(model.path()), model.format(), size(model.bytes()), inside, change(model));
  }

  private static String change(ModelRow model) {
    return switch (model.change()) {
      case ModelRow.Change.Added() -> "new";
      case ModelRow.Change.Beside() -> "only files beside it";
      case ModelRow.Change.Unknown(String why) -> why;
      case ModelRow.Change.Changed changed -> changed(changed, model);
    };
  }

  private static String changed(ModelRow.Change.Changed changed, ModelRow model) {
    List<String> parts = new ArrayList<>();
    changed.from().ifPresent(path -> parts.add("was " + Markdown.code(path)));
    changed
        .format()
        .ifPresent(format -> parts.add("was " + (format.isEmpty() ? "no model" : format)));
    if (changed.bytes() != model.bytes()) {
      parts.add("was " + size(changed.bytes()));
    }
    if (!changed.added().isEmpty()) {
      parts.add("with " + Markdown.code(String.join(", ", changed.added())));
    }
    if (!changed.removed().isEmpty()) {
      parts.add("without " + Markdown.code(String.join(", ", changed.removed())));
    }
    return parts.isEmpty() ? "values only" : String.join("<br>", parts);
  }

  private static String size(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double size = bytes / 1_000.0;
    String unit = "kB";
    for (String larger : List.of("MB", "GB", "TB")) {
      if (size >= 1_000) {
        size /= 1_000;
        unit = larger;
      }
    }
    return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, unit);
  }
}
