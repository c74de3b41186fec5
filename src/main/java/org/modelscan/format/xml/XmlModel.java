package org.modelscan.format.xml;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BytesStream;
import org.modelscan.bytes.Limits;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/** Models that are XML documents, told by their root element. */
public enum XmlModel implements Format {
  /** Data Mining Group, PMML 4.4. */
  PMML(
      "pmml",
      "PMML document",
      "the root element PMML",
      "document types and entities, which no writer makes, and that all of it can be read",
      "elements with their numbers") {
    @Override
    boolean is(Prolog prolog) {
      return prolog.root().equals("PMML");
    }
  },
  /** OpenVINO, "Intermediate Representation and Operation Sets". */
  OPENVINO(
      "openvino",
      "OpenVINO IR model",
      "the root element net with a name and a version",
      "document types and entities, which no writer makes; operators of libraries; that all of it"
          + " can be read",
      "layers with their types and numbers") {
    @Override
    boolean is(Prolog prolog) {
      return prolog.root().equals("net")
          && prolog.attributes().contains("version=")
          && prolog.attributes().contains("name=");
    }
  };

  /** Operation sets that OpenVINO itself has. */
  private static final String OPERATION_SETS = "opset\\d+|experimental|extension";

  private static final int DEPTH = 1000;
  private static final int BATCH = 1024;

  // A record of strings and an enum.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Identity identity;

  XmlModel(String id, String title, String recognisedBy, String checks, String inspects) {
    this.identity = new Identity(id, title, Identity.Kind.MODEL, recognisedBy, checks, inspects);
  }

  abstract boolean is(Prolog prolog);

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public Match probe(Head head) throws IOException {
    boolean mayBeXml =
        switch (head.u8(0)) {
          case '<', 0xef, 0xff, 0xfe, ' ', '\n', '\r', '\t', 0 -> true;
          default -> false;
        };
    return mayBeXml && Prolog.read(head.content()).filter(this::is).isPresent()
        ? Match.SURE
        : Match.NO;
  }

  /** Is told each element's start. */
  @FunctionalInterface
  private interface Visitor {
    void element(XMLStreamReader element);
  }

  private static void walk(Artifact artifact, Prolog prolog, Budget budget, Visitor visitor)
      throws IOException {
    // The JDK's own parser: no definitions are followed, and nothing outside is opened.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("refers to something outside");
    });
    try {
      // From the root on, so that it never sees a definition; characters and not bytes, since its
      // own decoder prints what it cannot decode.
      Reader text =
          new InputStreamReader(
              new BytesStream(artifact.bytes().from(prolog.start())), prolog.charset());
      XMLStreamReader reader = factory.createXMLStreamReader(text);
      int depth = 0;
      for (long count = 1; reader.hasNext(); count++) {
        if (count % BATCH == 0) {
          budget.opcodes(BATCH);
        }
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            if (++depth > DEPTH) {
              throw new MalformedInput(-1, "XML nested too deeply");
            }
            visitor.element(reader);
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> {}
        }
      }
    } catch (XMLStreamException broken) {
      if (broken.getNestedException() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw new MalformedInput(
          broken.getLocation() == null ? -1 : offset(prolog, broken.getLocation()),
          "XML that cannot be read");
    }
  }

  /** Characters of more than one byte put it a little before the place. */
  private static long offset(Prolog prolog, Location location) {
    int width = prolog.charset().equals(StandardCharsets.UTF_8) ? 1 : 2;
    return prolog.start() + (long) width * Math.max(0, location.getCharacterOffset());
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Optional<Prolog> prolog = Prolog.read(artifact.bytes());
    if (prolog.isPresent()) {
      if (prolog.get().doctypeOffset() >= 0) {
        out.fact(new Fact.DocumentType(prolog.get().doctypeOffset(), prolog.get().doctype()));
      }
      walk(
          artifact,
          prolog.get(),
          out.budget(),
          element -> element(element, offset(prolog.get(), element.getLocation()), out));
    }
  }

  private void element(XMLStreamReader element, long offset, Facts out) {
    if (this == OPENVINO && element.getLocalName().equals("layer")) {
      String set = Optional.ofNullable(element.getAttributeValue(null, "version")).orElse("");
      if (!set.isEmpty() && !set.toLowerCase(Locale.ROOT).matches(OPERATION_SETS)) {
        out.fact(
            new Fact.Operator(
                offset,
                Fact.Operator.Framework.OTHER,
                set + "." + element.getAttributeValue(null, "type"),
                OperatorEffect.UNKNOWN,
                List.of(),
                "layer " + element.getAttributeValue(null, "name"),
                "",
                ""));
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    Optional<Prolog> prolog = Prolog.read(artifact.bytes());
    if (prolog.isEmpty()) {
      return;
    }
    walk(
        artifact,
        prolog.get(),
        new Budget(Limits.DEFAULT),
        element -> {
          String name = element.getLocalName();
          if (this == PMML) {
            counts.merge(name, 1, Integer::sum);
          } else if (name.equals("layer")) {
            counts.merge(String.valueOf(element.getAttributeValue(null, "type")), 1, Integer::sum);
          } else if (name.equals("net")) {
            out.entry("name", String.valueOf(element.getAttributeValue(null, "name")));
            out.entry("version", String.valueOf(element.getAttributeValue(null, "version")));
          }
        });
    Outline list = out.section(this == PMML ? "elements" : "layers");
    counts.forEach((name, count) -> list.entry(name, Integer.toString(count)));
  }
}
