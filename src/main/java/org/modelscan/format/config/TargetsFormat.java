package org.modelscan.format.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.yaml.YamlDocument;

/**
 * Configurations in YAML or JSON that name Python objects to import and call: those of Hydra and
 * NeMo ({@code _target_}), of Lightning ({@code class_path}), and YAML with tags for Python.
 *
 * @see <a href="https://hydra.cc/docs/advanced/instantiate_objects/overview/">Instantiating objects
 *     </a>
 */
public final class TargetsFormat implements Format {
  /**
   * What names an object. Names alone, as {@code !!python/name} gives them, stand in the settings
   * of many programs, and {@code class_path} is a path of files in others.
   */
  private static final Pattern SIGN =
      Pattern.compile(
          "_target_[\"']?\\s*:|(!!|yaml\\.org,2002:)python/object"
              + "|\\bclass_path[\"']?\\s*:\\s*(&\\w+\\s+)?[\"']?[A-Za-z_]\\w*(\\.\\w+)+[\"']?\\s*([,}#]|$)"
              + "|%TAG.*python/",
          Pattern.MULTILINE);

  /** Letters that are written as escapes hide a name, and have no other use. */
  private static final Pattern ESCAPED_LETTER =
      Pattern.compile("\\\\(x|u00|U000000)(4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aA])");

  /** Parts of the signs, and of such escapes: asked for first, since most files have none. */
  private static final List<String> MARKS = List.of("_target_", "class_path", "python/");

  private static final List<String> ESCAPES = List.of("\\x", "\\u00", "\\U0000");

  /** What loaders open by its name, whatever comes first in it. */
  private static final Set<String> LOADED =
      Set.of("model_config.yaml", "hparams.yaml", "model_config.yml", "hydra.yaml");

  @Override
  public Identity identity() {
    return new Identity(
        "python-config",
        "Configuration of Python objects",
        Identity.Kind.MODEL,
        "YAML with _target_, class_path or tags for Python in its first 64 KiB, JSON with them in"
            + " its first 4 KiB, or a model_config.yaml that has them",
        "every object that it imports and calls, by the lists of imports",
        "the objects that it names");
  }

  /** Bytes of YAML that are looked at: more than the head, since any setting can come first. */
  private static final int LOOKED_AT = 1 << 16;

  @Override
  public Match probe(Head head) throws IOException {
    String file = head.fileName().toLowerCase(Locale.ROOT);
    boolean isYaml = file.endsWith(".yaml") || file.endsWith(".yml");
    if (!isYaml && !file.endsWith(".json")) {
      return Match.NO;
    }
    byte[] first = isYaml ? head.content().upTo(0, LOOKED_AT) : head.text().first(Head.LENGTH);
    String bytes = new String(first, StandardCharsets.ISO_8859_1);
    boolean isWide = bytes.indexOf(0) >= 0;
    boolean mayName = isWide || MARKS.stream().anyMatch(bytes::contains);
    boolean mayEscape = isWide || ESCAPES.stream().anyMatch(bytes::contains);
    String start = isWide ? YamlDocument.text(first) : bytes;
    if (mayName && SIGN.matcher(start).find()) {
      return Match.SURE;
    }
    boolean mayCome =
        isYaml
            && head.size() > LOOKED_AT
            && (LOADED.contains(file) || start.lines().allMatch(TargetsFormat::isComment));
    return mayCome || (mayEscape && ESCAPED_LETTER.matcher(start).find()) ? Match.LIKELY : Match.NO;
  }

  private static boolean isComment(String line) {
    return line.isBlank() || line.stripLeading().startsWith("#");
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    TargetsReader reader = new TargetsReader(out);
    boolean found = reader.read(artifact);
    if (!found && probe(artifact.head()) != Match.SURE) {
      out.doubtful();
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    TargetsReader.describe(artifact, out);
  }
}
