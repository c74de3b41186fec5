package org.modelscan.github;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.format.Format;
import org.modelscan.format.Formats;
import org.modelscan.format.Head;
import org.modelscan.format.Surroundings;
import org.modelscan.rule.ImportLists;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Inspection;
import org.modelscan.scan.Result;

/**
 * Describes the models that a pull request touches, and compares them with the base where that
 * version can be had: through the API, because a checkout has one commit only.
 *
 * @param client asks for former versions
 * @param repository such as {@code octocat/hello-world}
 * @param base the commit to compare with
 * @param changes which files the pull request lists
 */
record ModelTable(Client client, String repository, String base, Changes changes) {
  /** Rows with a description; a description reads the file once more. */
  private static final int MOST_DESCRIBED = 20;

  private static final int MOST_COMPARED = 10;
  private static final long LARGEST_COMPARED = 24L << 20;
  private static final int NAMES = 6;

  /** Describing is for a person who waits; the scan has had its own limits. */
  private static final int SECONDS = 10;

  /** A file of a model: what is in it, and what has become of it. */
  private record Described(Result result, Optional<Brief> brief, ModelRow.Change change) {}

  /** The rows of some results, in their order: one for each model, whatever files it has. */
  List<ModelRow> rows(List<Result> results, List<? extends Candidate> candidates)
      throws InterruptedException {
    Map<String, Candidate> byPath =
        candidates.stream()
            .collect(Collectors.toMap(Candidate::path, Function.identity(), (one, _) -> one));
    Map<String, List<Described>> models = new LinkedHashMap<>();
    int described = 0;
    int compared = 0;
    for (Result result : results) {
      Optional<Brief> brief =
          described++ < MOST_DESCRIBED
              ? Optional.ofNullable(byPath.get(result.path())).flatMap(ModelTable::brief)
              : Optional.empty();
      boolean listed = changes.paths().containsKey(result.path());
      boolean compare = listed && compared < MOST_COMPARED;
      compared += compare ? 1 : 0;
      ModelRow.Change change =
          listed ? change(result, brief, compare) : new ModelRow.Change.Beside();
      models
          .computeIfAbsent(result.model(), _ -> new ArrayList<>())
          .add(new Described(result, brief, change));
    }
    return models.values().stream().map(ModelTable::row).toList();
  }

  /** A model of several files is shown by the one that stands for it. */
  private static ModelRow row(List<Described> files) {
    Described first =
        files.stream()
            .filter(file -> file.result().partOf().isEmpty())
            .findFirst()
            .orElse(files.getFirst());
    return new ModelRow(
        first.result().path(),
        first.result().format(),
        files.stream().mapToLong(file -> file.result().bytes()).sum(),
        files.stream()
            .flatMap(file -> file.brief().stream())
            .flatMap(brief -> brief.clauses(NAMES).stream())
            .toList(),
        files.size() == 1 ? first.change() : change(first, files));
  }

  /** What has become of a model of several files: what has changed in any of them. */
  private static ModelRow.Change change(Described first, List<Described> files) {
    boolean unchanged =
        files.stream().allMatch(file -> file.change() instanceof ModelRow.Change.Beside);
    if (unchanged || first.change() instanceof ModelRow.Change.Added) {
      return first.change();
    }
    long bytes = 0;
    Set<String> added = new TreeSet<>();
    Set<String> removed = new TreeSet<>();
    for (Described file : files) {
      switch (file.change()) {
        case ModelRow.Change.Unknown unknown -> {
          return unknown;
        }
        case ModelRow.Change.Beside() -> bytes += file.result().bytes();
        case ModelRow.Change.Added() ->
            file.brief().map(ModelTable::names).ifPresent(added::addAll);
        case ModelRow.Change.Changed changed -> {
          bytes += changed.bytes();
          added.addAll(changed.added());
          removed.addAll(changed.removed());
        }
      }
    }
    Optional<ModelRow.Change.Changed> own =
        first.change() instanceof ModelRow.Change.Changed changed
            ? Optional.of(changed)
            : Optional.empty();
    return new ModelRow.Change.Changed(
        own.flatMap(ModelRow.Change.Changed::from),
        bytes,
        own.flatMap(ModelRow.Change.Changed::format),
        missing(added, Set.of()),
        missing(removed, Set.of()));
  }

  private ModelRow.Change change(Result result, Optional<Brief> brief, boolean compare)
      throws InterruptedException {
    if (!compare || brief.isEmpty() || result.bytes() > LARGEST_COMPARED) {
      return new ModelRow.Change.Unknown("not compared");
    }
    String former = changes.paths().getOrDefault(result.path(), result.path());
    byte[] content;
    try {
      content =
          client.raw("/repos/" + repository + "/contents/" + UrlPath.of(former) + "?ref=" + base);
    } catch (ApiError failed) {
      return failed.isNotFound()
          ? new ModelRow.Change.Added()
          : new ModelRow.Change.Unknown("the version of the base cannot be had");
    }
    HeapBytes bytes = new HeapBytes(content);
    Brief before = brief(former, bytes, Surroundings.NONE, budget());
    return new ModelRow.Change.Changed(
        Optional.of(former).filter(path -> !path.equals(result.path())),
        content.length,
        format(bytes).filter(format -> !format.equals(result.format())),
        missing(names(brief.get()), names(before)),
        missing(names(before), names(brief.get())));
  }

  private static Set<String> names(Brief brief) {
    Set<String> names = new TreeSet<>(brief.imports());
    names.addAll(brief.layers());
    names.addAll(brief.operators());
    return names;
  }

  private static List<String> missing(Set<String> all, Set<String> others) {
    return all.stream().filter(name -> !others.contains(name)).limit(NAMES).toList();
  }

  private static Optional<String> format(Bytes content) {
    try {
      List<Format> formats = Formats.identify(new Head(content));
      return Optional.of(
          formats.stream().map(one -> one.identity().id()).collect(Collectors.joining("+")));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Brief> brief(Candidate candidate) {
    if (candidate.settled().isPresent()) {
      return Optional.empty();
    }
    Budget budget = budget();
    try (Bytes content = candidate.open(budget)) {
      return Optional.of(brief(candidate.path(), content, candidate.surroundings(budget), budget));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Brief brief(String path, Bytes content, Surroundings surroundings, Budget budget) {
    Inspection inspection = new Inspection(new ImportLists(), budget);
    Brief made = new Brief(inspection::member);
    inspection.file(path, content, surroundings, made);
    return made;
  }

  private static Budget budget() {
    return new Budget(Limits.DEFAULT.withSeconds(SECONDS));
  }
}
