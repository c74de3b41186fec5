package org.modelscan.format.hdf5;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.format.Artifact;
import org.modelscan.format.Outline;

/** Describes the objects of a file as a tree: groups as sections, everything else as a line. */
public final class Hdf5Outline implements ObjectVisitor {
  private static final int SHOWN_TEXT = 120;

  private final Hdf5Walk walk;
  private final IdentityHashMap<ObjectPath, Outline> groups = new IdentityHashMap<>();

  private Hdf5Outline(Hdf5Walk walk, Outline root) {
    this.walk = walk;
    groups.put(ObjectPath.ROOT, root);
  }

  /** Describes a file whose signature stands at {@code base}. */
  public static void describe(Artifact artifact, long base, Outline out) throws IOException {
    Hdf5Walk walk =
        Hdf5Walk.open(
            artifact.bytes(),
            base,
            new Budget(Limits.DEFAULT),
            (offset, reason) -> out.line("not read: " + reason));
    out.entry("superblock", "version " + walk.version() + (base > 0 ? " at byte " + base : ""));
    walk.visitAll(new Hdf5Outline(walk, out));
  }

  @Override
  public void visit(Hdf5Object object) throws IOException {
    ObjectPath path = object.path();
    Outline parent = path.parent() == null ? groups.get(path) : groups.get(path.parent());
    if (parent == null) {
      return;
    }
    Dataset dataset = object.dataset();
    if (dataset != null) {
      dataset(path.name(), dataset, object, parent);
      return;
    }
    Outline here = path.parent() == null ? parent : parent.section(path.name() + "/");
    groups.put(path, here);
    attributes(object, here);
    for (Link link : object.links()) {
      switch (link) {
        case Link.Hard _ -> {}
        case Link.Soft soft -> here.line(soft.name() + " → " + soft.path());
        case Link.External external ->
            here.line(external.name() + " → " + external.path() + " of file " + external.file());
        case Link.UserDefined other ->
            here.line(other.name() + " → a link of type " + other.type());
      }
    }
  }

  private void dataset(String name, Dataset dataset, Hdf5Object object, Outline parent)
      throws IOException {
    String text = dataset.type() + " " + dataset.space() + " " + dataset.layout();
    for (FilterPipeline.Filter filter : dataset.filters().filters()) {
      text += ", filter " + filter.id();
    }
    for (ExternalStorage part : dataset.external()) {
      text += ", in file " + part.file();
    }
    if (dataset.layout() instanceof DataLayout.Virtual virtual) {
      text += " of " + virtual.sources().stream().map(VirtualSource::file).distinct().toList();
    }
    if (object.attributes().isEmpty()) {
      parent.entry(name, text);
    } else {
      Outline section = parent.section(name + ": " + text);
      attributes(object, section);
    }
  }

  private void attributes(Hdf5Object object, Outline out) throws IOException {
    for (Attribute attribute : object.attributes()) {
      out.entry("@" + attribute.name(), value(attribute));
    }
  }

  private String value(Attribute attribute) {
    try {
      List<String> texts = new ArrayList<>();
      for (StoredText text : walk.texts(attribute)) {
        long size = text.bytes().size();
        String start = new String(text.bytes().upTo(0, SHOWN_TEXT), StandardCharsets.UTF_8);
        texts.add(size > SHOWN_TEXT ? start + "… (" + size + " bytes)" : start);
      }
      String type = attribute.type() + " " + attribute.space();
      return texts.isEmpty() ? type : String.join(", ", texts);
    } catch (MalformedInput malformed) {
      return "not read: " + malformed.reason();
    } catch (IOException unreadable) {
      return "not read: " + unreadable.getMessage();
    }
  }
}
