package org.modelscan.format.hdf5;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Fact.StoredElsewhere.Mechanism;
import org.modelscan.fact.Facts;

/**
 * States what the objects of a file reach outside of it, declare beyond their data, and keep as
 * pickles. Data of numbers is not read.
 */
public final class Hdf5Facts implements ObjectVisitor {
  // Bounds of Keras' own check of datasets: safe_get_h5_dataset in keras/src/saving/saving_lib.py,
  // made for CVE-2026-0897.
  private static final long OVERSIZED = 4L << 30;
  private static final long OVERSIZED_RATIO = 1_000;

  /** Sequences of a dataset whose start is looked at, where nothing says that they are pickles. */
  private static final int SAMPLED = 256;

  /** Words that are part of names which Keras and its like give to weights. */
  private static final Pattern WEIGHT_NAMES =
      Pattern.compile(
          "(?<![a-z])(vars|layers|weights?|kernel|bias|embeddings|gamma|beta|model)(?![a-z])",
          Pattern.CASE_INSENSITIVE);

  private final Hdf5Walk walk;
  private final Facts out;
  private final boolean isWeights;
  private final TextHandler handler;

  /** What looks at the text of attributes first. */
  @FunctionalInterface
  public interface TextHandler {
    /** Takes a text; false where it means nothing to it. */
    boolean handle(Hdf5Object object, Attribute attribute, StoredText text) throws IOException;
  }

  /**
   * States facts of what the walk shows.
   *
   * @param isWeights whether the file is known to hold the weights of a model
   */
  public Hdf5Facts(Hdf5Walk walk, Facts out, boolean isWeights, TextHandler handler) {
    this.walk = walk;
    this.out = out;
    this.isWeights = isWeights;
    this.handler = handler;
  }

  /** Walks all of the file, and says where it ends before its declared end. */
  public void readAll() throws IOException {
    long missing = walk.missing();
    if (missing > 0) {
      out.incomplete(-1, "ends " + missing + " bytes before its declared end");
    }
    walk.visitAll(this);
  }

  @Override
  public void visit(Hdf5Object object) throws IOException {
    for (Link link : object.links()) {
      link(object, link);
    }
    Dataset dataset = object.dataset();
    if (dataset != null) {
      storage(object, dataset);
    }
    for (Attribute attribute : object.attributes()) {
      attribute(object, attribute);
    }
    if (dataset != null) {
      pickles(object, dataset);
    }
  }

  private void link(Hdf5Object group, Link link) {
    String path = group.path().below(link.name()).toString();
    switch (link) {
      case Link.External external ->
          elsewhere(external.offset(), Mechanism.EXTERNAL_LINK, path, external.file());
      case Link.Soft soft -> {
        if (isWeights) {
          elsewhere(soft.offset(), Mechanism.SOFT_LINK, path, soft.path());
        }
      }
      case Link.Hard _ -> {}
      case Link.UserDefined other ->
          out.incomplete(
              other.offset(),
              path + ": link of type " + other.type() + ", which only its maker can follow");
    }
  }

  private void storage(Hdf5Object object, Dataset dataset) throws IOException {
    String path = object.path().toString();
    for (ExternalStorage part : dataset.external()) {
      elsewhere(object.offset(), Mechanism.EXTERNAL_STORAGE, path, part.file());
    }
    if (dataset.layout() instanceof DataLayout.Virtual virtual) {
      for (VirtualSource source : virtual.sources()) {
        if (!source.file().equals(".")) {
          elsewhere(object.offset(), Mechanism.VIRTUAL_DATASET, path, source.file());
        }
      }
    } else if (dataset.external().isEmpty() && dataset.declaredSize() > OVERSIZED) {
      long stored = walk.contents(dataset).storedSize();
      if (dataset.declaredSize() / OVERSIZED_RATIO > stored) {
        out.fact(new Fact.OversizedData(object.offset(), path, dataset.declaredSize(), stored));
      }
    }
  }

  private void elsewhere(long offset, Mechanism mechanism, String path, String target) {
    out.fact(
        new Fact.StoredElsewhere(
            offset, mechanism, isWeights || WEIGHT_NAMES.matcher(path).find(), path, target));
  }

  private void attribute(Hdf5Object object, Attribute attribute) throws IOException {
    for (StoredText text : walk.texts(attribute)) {
      if (handler.handle(object, attribute, text)) {
        continue;
      }
      byte[] start = text.bytes().upTo(0, 4);
      if (isPickle(start) || endsLikePickle(text.bytes()) || startsLikeJson(start)) {
        out.member(object.path() + "@" + attribute.name(), text.bytes());
      }
    }
    if (attribute.type() instanceof Datatype.Plain plain
        && plain.size() == 1
        && isPickle(attribute.data().upTo(0, 4))) {
      out.member(object.path() + "@" + attribute.name(), attribute.data());
    }
  }

  private static boolean startsLikeJson(byte[] start) {
    return start.length > 0
        && (start[0] == '{'
            || start[0] == (byte) 0xef
            || start[0] == (byte) 0xff
            || start[0] == (byte) 0xfe);
  }

  private static boolean isPickle(byte[] start) {
    return start.length >= 2 && start[0] == (byte) 0x80 && start[1] >= 1 && start[1] <= 5;
  }

  /**
   * PyTables unpickles every attribute of text that ends with a full stop: __getattr__ in
   * tables/attributeset.py. Sentences end so as well, and are told apart by what they contain.
   */
  private static boolean endsLikePickle(Bytes text) throws IOException {
    long size = text.size();
    return size > 2 && text.exactly(size - 1, 1)[0] == '.';
  }

  private void pickles(Hdf5Object object, Dataset dataset) throws IOException {
    if (dataset.space().elements() == 0 || !dataset.external().isEmpty()) {
      return;
    }
    boolean marked = saysPickled(object);
    if (!marked && !dataset.filters().isKnown()) {
      return; // nothing says that there are pickles in it
    }
    switch (dataset.type()) {
      case Datatype.VariableLength sequence -> {
        boolean bytes =
            sequence.isText()
                || (sequence.base() instanceof Datatype.Plain plain && plain.size() == 1);
        if (bytes && (marked || !sequence.isText())) {
          sequences(object, dataset, marked);
        }
      }
      case Datatype.Text _ -> whole(object, dataset, marked);
      case Datatype.Opaque _ -> whole(object, dataset, marked);
      case Datatype.Plain plain when plain.size() == 1 -> whole(object, dataset, marked);
      case Datatype.Plain _,
          Datatype.Reference _,
          Datatype.Compound _,
          Datatype.Enumeration _,
          Datatype.ArrayOf _ -> {}
    }
  }

  /**
   * What PyTables (object pseudo-atoms, also of pandas and deepdish) and hickle write beside
   * pickled data.
   */
  private boolean saysPickled(Hdf5Object object) throws IOException {
    for (Attribute attribute : object.attributes()) {
      if (Set.of("PSEUDOATOM", "type", "base_type").contains(attribute.name())) {
        for (StoredText text : walk.texts(attribute)) {
          String value = new String(text.bytes().upTo(0, 64), StandardCharsets.ISO_8859_1);
          if (value.equals("object") || value.contains("pickle")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void sequences(Hdf5Object object, Dataset dataset, boolean marked) throws IOException {
    List<StoredText> texts = walk.contents(dataset).texts(marked ? Integer.MAX_VALUE : SAMPLED);
    for (int i = 0; i < texts.size(); i++) {
      Bytes bytes = texts.get(i).bytes();
      if (marked || isPickle(bytes.upTo(0, 4))) {
        out.member(object.path() + "[" + i + "]", bytes);
      }
    }
  }

  private void whole(Hdf5Object object, Dataset dataset, boolean marked) throws IOException {
    DatasetContents contents = walk.contents(dataset);
    if (dataset.space().dimensions().length <= 1 && (marked || isPickle(contents.start()))) {
      out.member(object.path().toString(), contents.whole().bytes());
    }
  }
}
