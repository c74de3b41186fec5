package org.modelscan.report;

import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.core.util.Separators;

/**
 * A JSON document written as a stream. It is pure printable ASCII: everything else in strings is
 * escaped, so that neither a terminal nor a wrong encoding can make something else of it.
 */
final class Json extends JsonGeneratorDelegate {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new WithDelete())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private Json(JsonGenerator generator) {
    super(generator);
  }

  /** Starts a document. Closing it writes it out and leaves the stream open. */
  static JsonGenerator to(OutputStream out) {
    return new Json(FACTORY.createGenerator(new Indented(), out));
  }

  /** Half a surrogate pair is no text: readers of JSON may refuse all of it. */
  @Override
  public JsonGenerator writeString(String text) {
    delegate.writeString(Escape.wellFormed(text));
    return this;
  }

  /** Two spaces a level and line feeds on every system. */
  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      return new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withArrayEmptySeparator("")
                  .withObjectEmptySeparator(""))
          .withObjectIndenter(indenter)
          .withArrayIndenter(indenter);
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }

  /** JSON's own escapes, and DEL: the one control character of ASCII that JSON leaves alone. */
  private static final class WithDelete extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[0x7f] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
