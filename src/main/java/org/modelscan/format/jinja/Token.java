package org.modelscan.format.jinja;

/**
 * One token inside a tag.
 *
 * @param text the name, the operator, the digits, or a string's value with its escapes undone
 * @param offset in characters from the template's start
 */
record Token(Kind kind, String text, int offset) {
  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    OPERATOR,
    /** The tag is over. */
    END
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }
}
