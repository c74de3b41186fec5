package org.modelscan.format.jinja;

import static org.modelscan.bytes.MalformedInput.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelscan.bytes.MalformedInput;

/**
 * The statements of a template, by the grammar of {@code jinja2/parser.py}. Tags of extensions
 * ({@code do}, {@code generation}) are taken for what they hold: expressions, or a body.
 */
final class TemplateParser {
  /** Deeper than the compiler of Python takes nested blocks (20 loops, 100 levels of indent). */
  private static final int DEPTH = 100;

  private final List<Piece> pieces;
  private final Set<String> keywords = new HashSet<>();
  private int at;
  private int depth;

  private TemplateParser(List<Piece> pieces) {
    this.pieces = pieces;
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Tag tag && !tag.prints()) {
        keywords.add(tag.tokens().getFirst().text());
      }
    }
  }

  /**
   * Reads a template.
   *
   * @throws MalformedInput where it cannot be read, with the offset in characters
   */
  static List<Statement> parse(String source) throws MalformedInput {
    TemplateParser parser = new TemplateParser(Lexer.pieces(source));
    List<Statement> statements = parser.body(Set.of());
    verify(parser.at == parser.pieces.size(), parser.offset(), "template tag that ends nothing");
    return statements;
  }

  private long offset() {
    return at < pieces.size() ? pieces.get(at).offset() : -1;
  }

  /** Statements up to one of the tags that end them, which is left to be read. */
  private List<Statement> body(Set<String> ends) throws MalformedInput {
    verify(++depth <= DEPTH, offset(), "template nested too deeply");
    List<Statement> statements = new ArrayList<>();
    while (at < pieces.size()) {
      switch (pieces.get(at)) {
        case Piece.Plain plain -> {
          statements.add(new Statement.Plain(plain.text()));
          at++;
        }
        case Piece.Tag tag when tag.prints() -> {
          at++;
          ExpressionParser expressions = new ExpressionParser(tag.tokens());
          statements.add(new Statement.Print(expressions.tuple()));
          finish(expressions);
        }
        case Piece.Tag tag -> {
          if (ends.contains(tag.tokens().getFirst().text())) {
            depth--;
            return statements;
          }
          at++;
          ExpressionParser expressions = new ExpressionParser(tag.tokens());
          statement(expressions, statements);
        }
      }
    }
    verify(ends.isEmpty(), -1, "template block without an end");
    depth--;
    return statements;
  }

  private static void finish(ExpressionParser expressions) throws MalformedInput {
    verify(expressions.atEnd(), expressions.peek().offset(), "template tag that cannot be read");
  }

  /** A body up to its one end, which is passed over. */
  private List<Statement> bodyTo(String end) throws MalformedInput {
    List<Statement> body = body(Set.of(end));
    at++;
    return body;
  }

  private void statement(ExpressionParser tag, List<Statement> into) throws MalformedInput {
    int offset = tag.peek().offset();
    String keyword = tag.name();
    switch (keyword) {
      case "for" -> into.add(loop(tag));
      case "if" -> into.add(branches(tag));
      case "set" -> into.add(assignment(tag));
      case "macro" -> {
        String name = tag.name();
        List<Statement.Parameter> parameters = parameters(tag);
        finish(tag);
        into.add(new Statement.Macro(name, parameters, bodyTo("endmacro")));
      }
      case "call" -> {
        List<Statement.Parameter> parameters = tag.peek().is("(") ? parameters(tag) : List.of();
        Expression call = tag.expression();
        finish(tag);
        into.add(new Statement.CallBlock(parameters, call, bodyTo("endcall")));
      }
      case "filter" -> {
        Expression written = new Expression.Name(offset, Statement.Capture.WRITTEN);
        Expression value = tag.filters(tag.filter(written));
        finish(tag);
        into.add(new Statement.Capture(Optional.empty(), value, bodyTo("endfilter")));
      }
      case "with" -> {
        List<Statement.Assign> assignments = new ArrayList<>();
        while (!tag.atEnd()) {
          List<String> names = targets(tag);
          tag.expect("=");
          assignments.add(new Statement.Assign(names, tag.expression()));
          tag.takeIf(",");
        }
        into.add(new Statement.With(assignments, bodyTo("endwith")));
      }
      case "include", "import", "from", "extends" -> into.add(load(offset, keyword, tag));
      case "block" -> into.add(new Statement.Body(bodyTo("endblock")));
      default -> extension(keyword, tag, into);
    }
  }

  private void extension(String keyword, ExpressionParser tag, List<Statement> into)
      throws MalformedInput {
    boolean ends = keyword.startsWith("end") || keyword.equals("else") || keyword.equals("elif");
    verify(!ends, pieces.get(at - 1).offset(), "template tag that ends nothing");
    while (!tag.atEnd()) {
      into.add(new Statement.Print(tag.tuple()));
    }
    // Whether a tag of an extension has a body is not to be seen from itself.
    String end = "end" + keyword;
    if (keywords.contains(end)) {
      into.add(new Statement.Body(bodyTo(end)));
    }
  }

  private Statement loop(ExpressionParser tag) throws MalformedInput {
    List<String> targets = targets(tag);
    verify(tag.takeName("in"), tag.peek().offset(), "template loop over nothing");
    Expression over = tag.iterable();
    Optional<Expression> condition =
        tag.takeName("if") ? Optional.of(tag.expression()) : Optional.empty();
    tag.takeName("recursive");
    finish(tag);
    List<Statement> body = body(Set.of("endfor", "else"));
    List<Statement> otherwise = List.of();
    if (isTag("else")) {
      at++;
      otherwise = body(Set.of("endfor"));
    }
    at++;
    return new Statement.For(targets, over, condition, body, otherwise);
  }

  private boolean isTag(String keyword) {
    return pieces.get(at) instanceof Piece.Tag tag && tag.tokens().getFirst().isName(keyword);
  }

  private Statement branches(ExpressionParser first) throws MalformedInput {
    List<Statement.Branch> branches = new ArrayList<>();
    Optional<Expression> condition = Optional.of(first.tuple());
    finish(first);
    while (true) {
      branches.add(new Statement.Branch(condition, body(Set.of("elif", "else", "endif"))));
      Piece.Tag next = (Piece.Tag) pieces.get(at++);
      ExpressionParser tag = new ExpressionParser(next.tokens());
      String keyword = tag.name();
      if (keyword.equals("endif")) {
        return new Statement.If(branches);
      }
      condition = keyword.equals("elif") ? Optional.of(tag.tuple()) : Optional.empty();
      finish(tag);
    }
  }

  private Statement assignment(ExpressionParser tag) throws MalformedInput {
    int offset = tag.peek().offset();
    List<String> names = targets(tag);
    if (tag.takeIf("=")) {
      Expression value = tag.tuple();
      finish(tag);
      return new Statement.Assign(names, value);
    }
    Expression value = tag.filters(new Expression.Name(offset, Statement.Capture.WRITTEN));
    finish(tag);
    return new Statement.Capture(Optional.of(names.getFirst()), value, bodyTo("endset"));
  }

  /** Names that are set, also in nested tuples; that of a namespace's attribute has a dot. */
  private static List<String> targets(ExpressionParser tag) throws MalformedInput {
    List<String> names = new ArrayList<>();
    do {
      while (tag.takeIf("(")) {
        // a tuple in parentheses sets what one without them does
      }
      String name = tag.name();
      names.add(tag.takeIf(".") ? name + "." + tag.name() : name);
      while (tag.takeIf(")")) {
        // as above
      }
    } while (tag.takeIf(",") && (tag.peek().kind() == Token.Kind.NAME || tag.peek().is("(")));
    return names;
  }

  private static List<Statement.Parameter> parameters(ExpressionParser tag) throws MalformedInput {
    tag.expect("(");
    List<Statement.Parameter> parameters = new ArrayList<>();
    while (!tag.takeIf(")")) {
      String name = tag.name();
      Optional<Expression> otherwise =
          tag.takeIf("=") ? Optional.of(tag.expression()) : Optional.empty();
      parameters.add(new Statement.Parameter(name, otherwise));
      if (!tag.peek().is(")")) {
        tag.expect(",");
      }
    }
    return parameters;
  }

  private static Statement load(int offset, String how, ExpressionParser tag)
      throws MalformedInput {
    Expression template = tag.expression();
    List<String> names = new ArrayList<>();
    if (how.equals("import") && tag.takeName("as")) {
      names.add(tag.name());
    } else if (how.equals("from") && tag.takeName("import")) {
      do {
        String name = tag.name();
        names.add(tag.takeName("as") ? tag.name() : name);
      } while (tag.takeIf(",") && !tag.atEnd());
    }
    return new Statement.Load(offset, how, template, names);
  }
}
