package org.modelscan.format.cntk;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.fact.Reach;
import org.modelscan.fact.Symbol;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.pickle.Names;
import org.modelscan.format.protobuf.Message;

/**
 * Models of the Cognitive Toolkit, version 2: dictionaries in dictionaries. A function of the user
 * is one that names its module, which loading it imports or opens.
 *
 * @see <a
 *     href="https://github.com/microsoft/CNTK/blob/master/Source/CNTKv2LibraryDll/proto/CNTK.proto">CNTK.proto</a>
 */
public final class CntkFormat implements Format {
  private static final int DATA = 2;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int STRING = 8;
  private static final int VECTOR = 11;
  private static final int DICTIONARY = 12;
  private static final int TEXT_LIMIT = 512;
  private static final String MODULE = "module";
  private static final String CLASS = "class";
  private static final String FACTORY = "deserialize_method";
  private static final Set<String> ROOT = Set.of("primitive_functions", "root_uid");

  @Override
  public Identity identity() {
    return new Identity(
        "cntk",
        "CNTK model",
        Identity.Kind.MODEL,
        "a protocol buffer that is a dictionary with primitive_functions or root_uid",
        "functions of the user with the Python class or the library that loading them brings in",
        "names and functions of the user");
  }

  @Override
  public Match probe(Head head) throws IOException {
    if (head.u8(0) != 0x08 && head.u8(0) != 0x12) {
      return Match.NO;
    }
    Message root = Message.unbounded(head.content(), 1024);
    try {
      while (root.next()) {
        if (root.bytesField() == DATA) {
          Message entry = root.message();
          if (!entry.next() || entry.bytesField() != KEY) {
            return Match.NO;
          }
          if (ROOT.contains(entry.text(TEXT_LIMIT))) {
            return Match.SURE;
          }
        } else if (root.varintField() != 1) {
          return Match.NO;
        }
      }
    } catch (MalformedInput noMessage) {
      return Match.NO;
    }
    return Match.NO;
  }

  /** Is told the strings of each dictionary. */
  @FunctionalInterface
  private interface Visitor {
    void dictionary(long offset, Map<String, String> strings) throws IOException;
  }

  private static void dictionary(Message dictionary, Visitor visitor) throws IOException {
    long offset = dictionary.extent().start();
    Map<String, String> strings = new HashMap<>();
    while (dictionary.next()) {
      if (dictionary.bytesField() == DATA) {
        Message entry = dictionary.message();
        String key = "";
        while (entry.next()) {
          switch (entry.bytesField()) {
            case KEY -> key = entry.text(TEXT_LIMIT);
            case VALUE -> value(entry.message(), key, strings, visitor);
            default -> {}
          }
        }
      }
    }
    visitor.dictionary(offset, strings);
  }

  private static void value(Message value, String key, Map<String, String> strings, Visitor visitor)
      throws IOException {
    while (value.next()) {
      switch (value.bytesField()) {
        case STRING -> strings.put(key, value.text(TEXT_LIMIT));
        case VECTOR -> {
          Message vector = value.message();
          while (vector.next()) {
            if (vector.bytesField() == 1) {
              value(vector.message(), "", strings, visitor);
            }
          }
        }
        case DICTIONARY -> dictionary(value.message(), visitor);
        default -> {}
      }
    }
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    dictionary(
        Message.of(artifact.bytes(), Message.WINDOW),
        (offset, strings) -> {
          out.budget().opcodes(1);
          String module = strings.getOrDefault(MODULE, "");
          if (module.isEmpty()) {
            return;
          }
          if (strings.containsKey(CLASS)) {
            Symbol written = new Symbol(module, strings.getOrDefault(CLASS, ""));
            out.fact(
                new Fact.Import(
                    offset,
                    Names.normalise(written),
                    written,
                    Fact.Import.Use.IMPORTED,
                    "user function " + written,
                    "CNTK dictionary"));
          } else if (strings.containsKey(FACTORY)) {
            library(offset, module, strings.getOrDefault(FACTORY, ""), out);
          }
        });
  }

  private static void library(long offset, String module, String factory, Facts out) {
    if (Reach.of(module) != Reach.INSIDE) {
      out.fact(new Fact.ExternalFile(offset, "library of a user function", module));
    }
    out.fact(
        new Fact.Operator(
            offset,
            Fact.Operator.Framework.OTHER,
            module + "::" + factory,
            OperatorEffect.UNKNOWN,
            List.of(),
            "user function",
            "",
            ""));
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    dictionary(
        Message.of(artifact.bytes(), Message.WINDOW),
        (offset, strings) -> {
          if (strings.containsKey(MODULE)) {
            out.entry("user function", strings.toString());
          } else if (strings.containsKey("name")) {
            out.entry(strings.getOrDefault("type", "object"), strings.getOrDefault("name", ""));
          }
        });
  }
}
