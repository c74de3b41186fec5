package org.modelscan.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a baseline of its file, which a program wrote: nothing in it may be otherwise. */
final class BaselineReader {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{32}:[1-9][0-9]{0,8}");

  private BaselineReader() {}

  static Baseline read(Node root) throws PolicyError {
    Fields fields = Fields.of(root, "the baseline", List.of("version", "findings", "unread"));
    if (!fields.required("version").value().equals(Baseline.VERSION)) {
      throw Fields.mustBe(fields.required("version"), "version", Baseline.VERSION);
    }
    List<Baseline.Entry> findings = new ArrayList<>();
    for (Node item : fields.items("findings")) {
      findings.add(entry(item));
    }
    List<Baseline.Unread> unread = new ArrayList<>();
    for (Node item : fields.items("unread")) {
      unread.add(unread(item));
    }
    return new Baseline(findings.stream(), unread.stream());
  }

  private static Baseline.Entry entry(Node item) throws PolicyError {
    Fields fields =
        Fields.of(item, "a finding", List.of("path", "rule", "symbol", "fingerprint", "sha256"));
    Optional<String> sha256 = Optional.empty();
    if (fields.value("sha256").isPresent()) {
      sha256 = Optional.of(text(fields, "sha256", SHA256));
    }
    return new Baseline.Entry(
        fields.required("path").value(),
        fields.required("rule").value(),
        fields.text("symbol").map(Node.Text::value).orElse(""),
        text(fields, "fingerprint", FINGERPRINT),
        sha256);
  }

  private static Baseline.Unread unread(Node item) throws PolicyError {
    Fields fields = Fields.of(item, "an unread model", List.of("path", "status", "sha256"));
    return new Baseline.Unread(
        fields.required("path").value(),
        fields.required("status").value(),
        text(fields, "sha256", SHA256));
  }

  private static String text(Fields fields, String key, Pattern syntax) throws PolicyError {
    Node.Text value = fields.required(key);
    if (!syntax.matcher(value.value()).matches()) {
      throw Fields.mustBe(value, key, "as it was written");
    }
    return value.value();
  }
}
