package org.modelscan.format.pickle;

import java.util.List;
import java.util.Optional;
import org.modelscan.fact.Symbol;

/**
 * A value of a pickle, read again in short for evidence and for what must be known of it. Text as
 * Python writes it.
 */
sealed interface Expression {
  /** Characters of a string that are shown. */
  int SHOWN = 160;

  /** None, a boolean or a number: its text. */
  record Constant(String text) implements Expression {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A string. */
  record Text(String value) implements Expression {
    @Override
    public String toString() {
      return PythonText.literal(value, SHOWN);
    }
  }

  /** Bytes, one character each; cut where they are long. */
  record Data(String latin1) implements Expression {
    @Override
    public String toString() {
      return "b" + PythonText.literal(latin1, SHOWN / 2);
    }
  }

  /** A list, tuple or set: its first elements, and whether there are more. */
  record Sequence(String open, List<Expression> elements, boolean more, String close)
      implements Expression {
    @Override
    public String toString() {
      StringBuilder out = new StringBuilder(open);
      for (int i = 0; i < elements.size(); i++) {
        out.append(i == 0 ? "" : ", ").append(elements.get(i));
      }
      if (more) {
        out.append(elements.isEmpty() ? "…" : ", …");
      }
      return out.append(close).toString();
    }
  }

  /** A dict: keys and values in turn. */
  record Mapping(List<Expression> entries, boolean more) implements Expression {
    /** The value of a string key. */
    Optional<Expression> get(String key) {
      for (int i = 0; i + 1 < entries.size(); i += 2) {
        if (entries.get(i) instanceof Text(String text) && text.equals(key)) {
          return Optional.of(entries.get(i + 1));
        }
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      StringBuilder out = new StringBuilder("{");
      for (int i = 0; i + 1 < entries.size(); i += 2) {
        out.append(i == 0 ? "" : ", ")
            .append(entries.get(i))
            .append(": ")
            .append(entries.get(i + 1));
      }
      return out.append(more ? ", …}" : "}").toString();
    }
  }

  /** An imported name. */
  record Name(Symbol symbol) implements Expression {
    @Override
    public String toString() {
      return symbol.toString();
    }
  }

  /** What a call gives. */
  record Call(Expression callee, Expression arguments) implements Expression {
    @Override
    public String toString() {
      return callee + (arguments instanceof Sequence ? withoutComma(arguments.toString()) : "(…)");
    }

    private static String withoutComma(String tuple) {
      return tuple.endsWith(",)") ? tuple.substring(0, tuple.length() - 2) + ")" : tuple;
    }
  }

  /** Anything else, in words. */
  record Other(String text) implements Expression {
    @Override
    public String toString() {
      return text;
    }
  }
}
