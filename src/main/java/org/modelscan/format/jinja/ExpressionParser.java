package org.modelscan.format.jinja;

import static org.modelscan.bytes.MalformedInput.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modelscan.bytes.MalformedInput;

/** The expressions of one tag, by the grammar of {@code jinja2/parser.py}. */
final class ExpressionParser extends TokenCursor {
  /** Deeper than Jinja itself parses: its recursion ends at Python's limit of 1,000 frames. */
  private static final int DEPTH = 120;

  private static final int LINKS = 1_000;

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private static final Set<String> WORDS = Set.of("true", "false", "none", "True", "False", "None");

  private int depth;

  /** Reads the tokens of a tag. */
  ExpressionParser(List<Token> tokens) {
    super(tokens);
  }

  /** Bounds what is chained, since a chain is as deep as it is long. */
  private void link(int links) throws MalformedInput {
    verify(links <= LINKS, peek().offset(), "template expression of too many parts");
  }

  /** One expression. */
  Expression expression() throws MalformedInput {
    int start = peek().offset();
    verify(++depth <= DEPTH, start, "template nested too deeply");
    Expression value = or();
    while (takeName("if")) {
      Expression condition = or();
      Optional<Expression> otherwise =
          takeName("else") ? Optional.of(expression()) : Optional.empty();
      value = new Expression.Choice(start, value, condition, otherwise);
    }
    depth--;
    return value;
  }

  /** An expression, or several that make a tuple. */
  Expression tuple() throws MalformedInput {
    return tuple(true);
  }

  /** What {@code for} runs over, where {@code if} starts a condition of its own. */
  Expression iterable() throws MalformedInput {
    return tuple(false);
  }

  private Expression tuple(boolean conditional) throws MalformedInput {
    int start = peek().offset();
    Expression first = conditional ? expression() : or();
    if (!peek().is(",")) {
      return first;
    }
    List<Expression> items = new ArrayList<>(List.of(first));
    while (takeIf(",") && !endsTuple()) {
      items.add(conditional ? expression() : or());
    }
    return new Expression.Sequence(start, items);
  }

  private boolean endsTuple() {
    Token next = peek();
    return atEnd() || next.is(")") || next.is("=") || next.isName("if") || next.isName("recursive");
  }

  private Expression or() throws MalformedInput {
    Expression left = and();
    for (int links = 0; peek().isName("or"); link(++links)) {
      left = new Expression.Operation(take().offset(), "or", left, and());
    }
    return left;
  }

  private Expression and() throws MalformedInput {
    Expression left = not();
    for (int links = 0; peek().isName("and"); link(++links)) {
      left = new Expression.Operation(take().offset(), "and", left, not());
    }
    return left;
  }

  private Expression not() throws MalformedInput {
    List<Token> nots = new ArrayList<>();
    for (int links = 0; peek().isName("not"); link(++links)) {
      nots.add(take());
    }
    Expression value = comparison();
    for (Token token : nots.reversed()) {
      value = new Expression.Unary(token.offset(), "not", value);
    }
    return value;
  }

  private Expression comparison() throws MalformedInput {
    Expression left = sum();
    for (int links = 0; ; link(++links)) {
      Token token = peek();
      if (token.kind() == Token.Kind.OPERATOR && COMPARISONS.contains(token.text())) {
        take();
        left = new Expression.Operation(token.offset(), token.text(), left, sum());
      } else if (takeName("in")) {
        left = new Expression.Operation(token.offset(), "in", left, sum());
      } else if (token.isName("not") && peekNext().isName("in")) {
        take();
        take();
        left = new Expression.Operation(token.offset(), "not in", left, sum());
      } else {
        return left;
      }
    }
  }

  private Expression sum() throws MalformedInput {
    Expression left = concatenation();
    for (int links = 0; peek().is("+") || peek().is("-"); link(++links)) {
      Token operator = take();
      left = new Expression.Operation(operator.offset(), operator.text(), left, concatenation());
    }
    return left;
  }

  private Expression concatenation() throws MalformedInput {
    Expression left = product();
    for (int links = 0; peek().is("~"); link(++links)) {
      left = new Expression.Operation(take().offset(), "~", left, product());
    }
    return left;
  }

  private Expression product() throws MalformedInput {
    Expression left = power();
    for (int links = 0;
        peek().is("*") || peek().is("/") || peek().is("//") || peek().is("%");
        link(++links)) {
      Token operator = take();
      left = new Expression.Operation(operator.offset(), operator.text(), left, power());
    }
    return left;
  }

  private Expression power() throws MalformedInput {
    Expression left = unary(true);
    for (int links = 0; peek().is("**"); link(++links)) {
      left = new Expression.Operation(take().offset(), "**", left, unary(true));
    }
    return left;
  }

  private Expression unary(boolean filtered) throws MalformedInput {
    Token token = peek();
    verify(++depth <= DEPTH, token.offset(), "template nested too deeply");
    Expression value;
    if (token.is("-") || token.is("+")) {
      take();
      value = new Expression.Unary(token.offset(), token.text(), unary(false));
    } else {
      value = primary();
    }
    value = postfix(value);
    depth--;
    return filtered ? filters(value) : value;
  }

  private Expression primary() throws MalformedInput {
    Token token = take();
    return switch (token.kind()) {
      case NAME ->
          WORDS.contains(token.text())
              ? new Expression.Word(token.offset(), token.text().equalsIgnoreCase("true"))
              : new Expression.Name(token.offset(), token.text());
      case TEXT -> {
        StringBuilder text = new StringBuilder(token.text());
        while (peek().kind() == Token.Kind.TEXT) {
          text.append(take().text());
        }
        yield new Expression.Text(token.offset(), text.toString());
      }
      case NUMBER -> new Expression.Numeral(token.offset(), token.text());
      case OPERATOR ->
          switch (token.text()) {
            case "(" -> parenthesised(token.offset());
            case "[" -> new Expression.Sequence(token.offset(), items("]"));
            case "{" -> mapping(token.offset());
            default -> throw unexpected(token);
          };
      case END -> throw unexpected(token);
    };
  }

  private static MalformedInput unexpected(Token token) {
    return new MalformedInput(token.offset(), "template expression that cannot be read");
  }

  private Expression parenthesised(int offset) throws MalformedInput {
    if (takeIf(")")) {
      return new Expression.Sequence(offset, List.of());
    }
    Expression inside = tuple();
    expect(")");
    return inside;
  }

  private List<Expression> items(String close) throws MalformedInput {
    List<Expression> items = new ArrayList<>();
    while (!takeIf(close)) {
      items.add(expression());
      if (!peek().is(close)) {
        expect(",");
      }
    }
    return items;
  }

  private Expression mapping(int offset) throws MalformedInput {
    List<Expression> keys = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!takeIf("}")) {
      keys.add(expression());
      expect(":");
      values.add(expression());
      if (!peek().is("}")) {
        expect(",");
      }
    }
    return new Expression.Mapping(offset, keys, values);
  }

  private Expression postfix(Expression value) throws MalformedInput {
    Expression result = value;
    for (int links = 0; ; link(++links)) {
      Token token = peek();
      if (token.is(".")) {
        take();
        result = attribute(result);
      } else if (token.is("[")) {
        take();
        result = subscript(token.offset(), result);
      } else if (token.is("(")) {
        result = new Expression.Call(token.offset(), result, arguments());
      } else {
        return result;
      }
    }
  }

  private Expression attribute(Expression of) throws MalformedInput {
    Token token = take();
    return switch (token.kind()) {
      case NAME -> new Expression.Attribute(token.offset(), of, token.text());
      case NUMBER ->
          new Expression.Item(
              token.offset(), of, new Expression.Numeral(token.offset(), token.text()));
      case TEXT, OPERATOR, END -> throw unexpected(token);
    };
  }

  private Expression subscript(int offset, Expression of) throws MalformedInput {
    List<Expression> keys = new ArrayList<>();
    do {
      Optional<Expression> from = bound();
      if (!takeIf(":")) {
        keys.add(from.orElseThrow(() -> unexpected(peek())));
      } else {
        Optional<Expression> to = bound();
        Optional<Expression> step = takeIf(":") ? bound() : Optional.empty();
        keys.add(new Expression.Slice(offset, of, from, to, step));
      }
    } while (takeIf(","));
    expect("]");
    if (keys.size() == 1 && keys.getFirst() instanceof Expression.Slice slice) {
      return slice;
    }
    Expression key =
        keys.size() == 1 ? keys.getFirst() : new Expression.Sequence(offset, List.copyOf(keys));
    return new Expression.Item(offset, of, key);
  }

  private Optional<Expression> bound() throws MalformedInput {
    boolean absent = peek().is(":") || peek().is("]") || peek().is(",");
    return absent ? Optional.empty() : Optional.of(expression());
  }

  /** Filters, tests and calls behind an operand; also a chain of filters without an operand. */
  Expression filters(Expression value) throws MalformedInput {
    Expression result = value;
    for (int links = 0; ; link(++links)) {
      Token token = peek();
      if (token.is("|")) {
        take();
        result = filter(result);
      } else if (token.isName("is")) {
        take();
        result = test(result, token.offset());
      } else if (token.is("(")) {
        result = new Expression.Call(token.offset(), result, arguments());
      } else {
        return result;
      }
    }
  }

  /** A filter whose name comes next. */
  Expression filter(Expression input) throws MalformedInput {
    int offset = peek().offset();
    String name = dotted();
    Arguments arguments = peek().is("(") ? arguments() : Arguments.NONE;
    return new Expression.Filter(offset, input, name, arguments);
  }

  private String dotted() throws MalformedInput {
    StringBuilder name = new StringBuilder(name());
    while (takeIf(".")) {
      name.append('.').append(name());
    }
    return name.toString();
  }

  private Expression test(Expression input, int offset) throws MalformedInput {
    takeName("not");
    String name = dotted();
    Token next = peek();
    Arguments arguments = Arguments.NONE;
    if (next.is("(")) {
      arguments = arguments();
    } else if (startsArgument(next)) {
      verify(!next.isName("is"), next.offset(), "template with tests in a chain");
      arguments = new Arguments(List.of(postfix(primary())), Map.of(), List.of());
    }
    return new Expression.Test(offset, input, name, arguments);
  }

  private static boolean startsArgument(Token token) {
    return switch (token.kind()) {
      case NAME ->
          !Set.of("else", "or", "and", "if", "in", "not", "recursive").contains(token.text());
      case TEXT, NUMBER -> true;
      case OPERATOR -> token.is("[") || token.is("{");
      case END -> false;
    };
  }

  /** Arguments in parentheses. */
  Arguments arguments() throws MalformedInput {
    expect("(");
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    List<Expression> spread = new ArrayList<>();
    while (!takeIf(")")) {
      if (takeIf("*") || takeIf("**")) {
        spread.add(expression());
      } else if (peek().kind() == Token.Kind.NAME && peekNext().is("=")) {
        String name = name();
        expect("=");
        named.put(name, expression());
      } else {
        positional.add(expression());
      }
      if (!peek().is(")")) {
        expect(",");
      }
    }
    return new Arguments(positional, named, spread);
  }
}
