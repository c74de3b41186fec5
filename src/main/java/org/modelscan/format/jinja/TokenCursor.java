package org.modelscan.format.jinja;

import static org.modelscan.bytes.MalformedInput.verify;

import java.util.List;
import org.modelscan.bytes.MalformedInput;

/** The tokens of one tag, taken one after the other; its END is never passed. */
class TokenCursor {
  private final List<Token> tokens;
  private int at;

  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  /** The token behind the next one. */
  Token peekNext() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  boolean takeIf(String operator) {
    boolean found = peek().is(operator);
    at += found ? 1 : 0;
    return found;
  }

  boolean takeName(String name) {
    boolean found = peek().isName(name);
    at += found ? 1 : 0;
    return found;
  }

  void expect(String operator) throws MalformedInput {
    verify(takeIf(operator), peek().offset(), "template without an expected " + operator);
  }

  String name() throws MalformedInput {
    verify(peek().kind() == Token.Kind.NAME, peek().offset(), "template without an expected name");
    return take().text();
  }
}
