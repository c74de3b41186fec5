package org.modelscan.format.keras;

import java.util.Optional;
import org.modelscan.format.json.Json;

/**
 * The object of a configuration that a value belongs to.
 *
 * @param className its class, empty outside of all objects
 * @param name its own name, often empty
 * @param code whether its strings are code
 */
record Holder(String className, String name, Code code) {
  /** Whether a string is code. */
  enum Code {
    /** Nothing says so; what looks like code still is. */
    NO,
    /** It is code where it is no plain name. */
    MAYBE,
    /** It is, readable or not. */
    YES
  }

  /** Outside of all objects. */
  static final Holder NONE = new Holder("", "", Code.NO);

  /** The holder of what is inside an object. */
  Holder inside(Json.Members object, String innerClass) {
    if (innerClass.equals("__lambda__")) {
      return with(Code.YES);
    }
    if (innerClass.startsWith("__") || innerClass.equals("function")) {
      return this; // a way to write a value down, and no object of the model
    }
    String own =
        object
            .get("config")
            .flatMap(config ->
                config instanceof Json.Members members ? members.text("name") : Optional.empty())
            .or(() -> object.text("name"))
            .orElse("");
    return new Holder(innerClass, own, Code.NO);
  }

  Holder with(Code other) {
    return new Holder(className, name, other);
  }

  /** For a person: class, name and parameter, such as {@code Lambda lambda_1, function}. */
  String where(String parameter) {
    String object = name.isEmpty() ? className : className + " " + name;
    return object.isEmpty() ? parameter : parameter.isEmpty() ? object : object + ", " + parameter;
  }
}
