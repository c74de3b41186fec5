package org.modelscan.github;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What GitHub's own description of its API says of a call and of an answer. */
final class OpenApi {
  private static final JsonNode DESCRIPTION = load();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** A call that is described, and the parts of its path that stand for parameters. */
  private record Call(JsonNode operation, Map<String, String> parameters) {}

  private OpenApi() {}

  /** What is wrong with a request. */
  static List<String> errors(String method, String path, Map<String, String> query, String body) {
    Optional<Call> call = call(method, path);
    if (call.isEmpty()) {
      return List.of("no such call: " + method + " " + path);
    }
    List<String> errors = new ArrayList<>();
    Map<String, String> unknown = new TreeMap<>(query);
    for (JsonNode named : call.get().operation().path("parameters")) {
      JsonNode parameter = resolved(named);
      String name = parameter.get("name").asString();
      boolean inPath = parameter.get("in").asString().equals("path");
      String value = (inPath ? call.get().parameters() : query).get(name);
      unknown.remove(name);
      if (value != null) {
        errors.addAll(check(parameter.get("schema"), typed(parameter.get("schema"), value)));
      } else if (parameter.path("required").asBoolean(false)) {
        errors.add("parameter " + name + " is missing");
      }
    }
    unknown.keySet().forEach(name -> errors.add("unknown parameter " + name));
    errors.addAll(bodyErrors(call.get().operation().path("requestBody"), body));
    return errors;
  }

  /** What is wrong with an answer. */
  static List<String> answerErrors(String method, String path, int status, String body) {
    JsonNode schema =
        call(method, path)
            .map(call ->
                call.operation()
                    .path("responses")
                    .path(String.valueOf(status))
                    .at("/content/application~1json/schema"))
            .orElseThrow();
    return schema.isMissingNode() ? List.of() : check(schema, body);
  }

  private static List<String> bodyErrors(JsonNode described, String body) {
    JsonNode schema = resolved(described.at("/content/application~1json/schema"));
    if (schema.isMissingNode() || body.isEmpty()) {
      boolean wrong = schema.isMissingNode() != body.isEmpty();
      return wrong
          ? List.of(body.isEmpty() ? "a body is missing" : "a body is not expected")
          : List.of();
    }
    List<String> errors = new ArrayList<>(check(schema, body));
    for (String name : JsonMapper.shared().readTree(body).propertyNames()) {
      if (!schema.path("properties").has(name)) {
        errors.add("unknown property " + name);
      }
    }
    return errors;
  }

  private static List<String> check(JsonNode schema, String json) {
    ObjectNode whole = JsonMapper.shared().createObjectNode();
    whole.set("allOf", JsonMapper.shared().createArrayNode().add(schema));
    whole.set("components", DESCRIPTION.get("components"));
    Schema compiled = SCHEMAS.getSchema(whole.toString(), InputFormat.JSON);
    return compiled.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  private static String typed(JsonNode schema, String value) {
    boolean number = resolved(schema).path("type").asString("").equals("integer");
    return number && value.matches("[0-9]+")
        ? value
        : JsonMapper.shared().writeValueAsString(value);
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DESCRIPTION.at(node.get("$ref").asString().substring(1)) : node;
  }

  private static Optional<Call> call(String method, String path) {
    for (Map.Entry<String, JsonNode> described : DESCRIPTION.get("paths").properties()) {
      String template = described.getKey();
      List<String> names =
          Pattern.compile("\\{(\\w+)\\}").matcher(template).results().map(m -> m.group(1)).toList();
      // The path of a file is the one parameter that may hold slashes.
      String expression = template.replace("{path}", "(.+)").replaceAll("\\{\\w+\\}", "([^/]+)");
      Matcher matcher = Pattern.compile(expression, Pattern.DOTALL).matcher(path);
      JsonNode operation = described.getValue().path(method.toLowerCase(Locale.ROOT));
      if (matcher.matches() && !operation.isMissingNode()) {
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
          parameters.put(names.get(i), matcher.group(i + 1));
        }
        return Optional.of(new Call(operation, parameters));
      }
    }
    return Optional.empty();
  }

  private static JsonNode load() {
    try (InputStream in =
        Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.json"))) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
