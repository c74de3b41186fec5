package org.modelscan.format.keras;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Limits;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.hdf5.Attribute;
import org.modelscan.format.hdf5.Hdf5Facts;
import org.modelscan.format.hdf5.Hdf5Format;
import org.modelscan.format.hdf5.Hdf5Object;
import org.modelscan.format.hdf5.Hdf5Walk;
import org.modelscan.format.hdf5.Link;
import org.modelscan.format.hdf5.StoredText;

/**
 * What Keras writes into HDF5: whole models with their configuration in attributes, and weights,
 * with or without a {@code .keras} archive around them.
 *
 * @see <a
 *     href="https://github.com/keras-team/keras/blob/master/keras/src/legacy/saving/legacy_h5_format.py">legacy_h5_format.py</a>
 */
public final class KerasH5Format implements Format {
  private static final String MODEL = "model_config";

  private static final Set<String> ATTRIBUTES =
      Set.of(MODEL, "training_config", "keras_version", "layer_names", "backend", "nb_layers");

  private static final Set<String> LINKS =
      Set.of(
          "model_weights", "optimizer_weights", "layers", "vars", "_layer_checkpoint_dependencies");

  @Override
  public Identity identity() {
    return new Identity(
        "keras-h5",
        "Keras HDF5 model or weights",
        Identity.Kind.MODEL,
        "an HDF5 file whose root has model_config, layer_names, model_weights, layers or vars",
        "every object of its configurations at any depth, code of Lambda layers, and all that is checked in an HDF5 file",
        "its layers as a tree with types, shapes and numbers of parameters, and its custom objects");
  }

  @Override
  public Optional<String> kindOf() {
    return Optional.of(Hdf5Format.ID);
  }

  @Override
  public Match probe(Head head) throws IOException {
    OptionalLong base = Hdf5Format.locate(head);
    if (base.isEmpty()) {
      return Match.NO;
    }
    boolean[] found = new boolean[1];
    try {
      Hdf5Walk.open(
              head.content(), base.getAsLong(), new Budget(Limits.DEFAULT), (offset, reason) -> {})
          .visitRoot(root -> found[0] = isKeras(root));
    } catch (MalformedInput | BudgetSpent damaged) {
      return Match.NO; // what is wrong with it is said where it is read
    }
    return found[0] ? Match.SURE : Match.NO;
  }

  private static boolean isKeras(Hdf5Object root) {
    return root.attributes().stream().map(Attribute::name).anyMatch(ATTRIBUTES::contains)
        || root.links().stream().map(Link::name).anyMatch(LINKS::contains);
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    OptionalLong base = Hdf5Format.locate(artifact.head());
    if (base.isPresent()) {
      Hdf5Walk walk =
          Hdf5Walk.open(artifact.bytes(), base.getAsLong(), out.budget(), out::incomplete);
      Configurations configurations = new Configurations(out);
      new Hdf5Facts(walk, out, true, configurations).readAll();
      configurations.conclude(walk);
    }
  }

  /** The loaders take configurations from attributes of the root, whatever else stands there. */
  private static final class Configurations implements Hdf5Facts.TextHandler {
    private final Facts out;
    private boolean hasModel;

    Configurations(Facts out) {
      this.out = out;
    }

    @Override
    public boolean handle(Hdf5Object object, Attribute attribute, StoredText text)
        throws IOException {
      String name = attribute.name();
      if (object.path().depth() > 0 || !name.endsWith("_config")) {
        return false;
      }
      boolean hasObjects = ConfigReader.read(name, text.bytes(), text.offset(), out);
      hasModel |= hasObjects && name.equals(MODEL);
      return true;
    }

    /** A configuration in a form that is not read must not pass for none. */
    void conclude(Hdf5Walk walk) throws IOException {
      walk.visitRoot(root -> {
        if (!hasModel
            && root.attributes().stream().anyMatch(attribute -> attribute.name().equals(MODEL))) {
          out.incomplete(root.offset(), MODEL + " holds no Keras configuration that can be read");
        }
      });
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    OptionalLong base = Hdf5Format.locate(artifact.head());
    if (base.isPresent()) {
      KerasOutline.describeH5(artifact, base.getAsLong(), out);
    }
  }
}
