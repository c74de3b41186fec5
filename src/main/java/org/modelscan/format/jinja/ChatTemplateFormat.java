package org.modelscan.format.jinja;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/**
 * Chat templates as files of their own: {@code chat_template.jinja}, those of {@code
 * additional_chat_templates}, and other Jinja files that read like one.
 *
 * @see <a
 *     href="https://github.com/huggingface/transformers/blob/main/src/transformers/utils/chat_template_utils.py">
 *     chat_template_utils.py</a>
 */
public final class ChatTemplateFormat implements Format {
  /** Bytes that a Jinja file of another name is looked at: some define long macros first. */
  private static final int LOOKED_AT = 1 << 16;

  /** In a tag; tags of ordinary templates are far shorter than what is looked at here. */
  private static final String IN_TAG = "\\{[%{][^%}]{0,300}\\b";

  private static final Pattern MESSAGES = Pattern.compile(IN_TAG + "messages\\b");
  private static final Pattern CHAT =
      Pattern.compile(IN_TAG + "(role|add_generation_prompt|bos_token)\\b");

  @Override
  public Identity identity() {
    return new Identity(
        "chat-template",
        "Chat template",
        Identity.Kind.MODEL,
        "a file named chat_template, or a Jinja file whose tags use messages and role",
        "every attribute, call and string that it puts together, followed through variables, loops"
            + " and macros; other templates that it loads",
        "its macros, what it takes and what it calls");
  }

  @Override
  public Match probe(Head head) throws IOException {
    String name = head.fileName().toLowerCase(Locale.ROOT);
    boolean isJinja = name.endsWith(".jinja") || name.endsWith(".jinja2") || name.endsWith(".j2");
    boolean isNamed =
        name.contains("chat_template") && (isJinja || name.endsWith(".txt") || !name.contains("."));
    if (!isJinja && !isNamed) {
      return Match.NO;
    }
    if (isNamed || head.name().contains("additional_chat_templates/")) {
      return Match.SURE;
    }
    String start = new String(head.content().upTo(0, LOOKED_AT), StandardCharsets.UTF_8);
    return MESSAGES.matcher(start).find() && CHAT.matcher(start).find() ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    template(artifact).read(out);
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    template(artifact).describe(new Budget(Limits.DEFAULT), out);
  }

  /** As many characters need at most this many bytes; what is longer is said where it is read. */
  private static Template template(Artifact artifact) throws IOException {
    byte[] source = artifact.bytes().upTo(0, 4 * Template.LONGEST + 1);
    return new Template("template", 0, true, new String(source, StandardCharsets.UTF_8));
  }
}
