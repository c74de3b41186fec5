package org.modelscan.report;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The schema of SARIF 2.1.0, with its formats (URIs, dates) checked as well. */
final class SarifSchema {
  private static final Schema SCHEMA = load();

  private SarifSchema() {}

  /** What is wrong with a document. */
  static List<String> errors(String json) {
    List<Error> errors =
        SCHEMA.validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    return errors.stream().map(Error::toString).toList();
  }

  private static Schema load() {
    try (InputStream schema =
        Objects.requireNonNull(SarifSchema.class.getResourceAsStream("sarif-2.1.0.schema.json"))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(schema);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
