package org.modelscan.policy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads files that people or this program wrote: YAML and JSON, small ones, strictly. */
final class Document {
  private Document() {}

  /** Reads a policy file, by its name as YAML or JSON. */
  static Node policy(String name, byte[] content) throws PolicyError {
    String text = text(name, content, Config.LARGEST);
    return name.endsWith(".json") ? JsonNodes.read(name, text) : YamlNodes.read(name, text);
  }

  /** Reads a baseline. */
  static Node baseline(String name, byte[] content) throws PolicyError {
    return JsonNodes.read(name, text(name, content, Baseline.LARGEST));
  }

  private static String text(String name, byte[] content, int largest) throws PolicyError {
    Position file = Position.of(name);
    if (content.length > largest) {
      throw new PolicyError(file, "is larger than " + (largest >> 20) + " MB");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException otherwise) {
      throw new PolicyError(file, "is not text in UTF-8");
    }
  }
}
