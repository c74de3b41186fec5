package org.modelscan.format.pickle;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which texts that libraries execute when a state is set are the ones that they write themselves.
 */
final class StateText {
  /** {@code parse_arg_template} of scipy/stats/_distn_infrastructure.py, filled in. */
  private static final Pattern ARGUMENT_TEMPLATE =
      Pattern.compile(
          "\\s*def _parse_args\\(self, <shapes> <in>\\):\n    return \\(<shapes>\\), <out>\n\n"
              .concat("def _parse_args_rvs\\(self, <shapes> <in>, size=None\\):\n")
              .concat("    return self\\._argcheck_rvs\\(<shapes> <out>, size=size\\)\n\n")
              .concat("def _parse_args_stats\\(self, <shapes> <in>, moments='mv'\\):\n")
              .concat("    return \\(<shapes>\\), <out>, moments\\s*")
              .replace("<shapes>", "(?:[A-Za-z_]\\w*, )*+")
              .replace("<in>", "(?:loc=0, scale=1|loc=0)")
              .replace("<out>", "(?:loc, scale|loc, 1)"));

  /** A name with its attributes, a number, a string without prefix, or an operator. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|(?<name>[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*)|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?"
              + "|'[^'\\\\\\n]*'|\"[^\"\\\\\\n]*\"|[-~+*/:|,<>=!&%^()\\[\\]]");

  /** What a formula calls in practice: patsy's own functions and pure ones of numbers. */
  private static final Set<String> CALLED =
      Set.of(
          "C",
          "I",
          "Q",
          "bs",
          "cr",
          "cc",
          "te",
          "center",
          "standardize",
          "scale",
          "poly",
          "Poly",
          "Treatment",
          "Sum",
          "Diff",
          "Helmert",
          "abs",
          "bool",
          "float",
          "int",
          "log",
          "log1p",
          "log2",
          "log10",
          "exp",
          "expm1",
          "sqrt",
          "pow",
          "power",
          "square",
          "min",
          "max",
          "round",
          "sin",
          "cos",
          "tan",
          "minimum",
          "maximum",
          "where",
          "sign",
          "floor",
          "ceil",
          "clip");

  private static final Set<String> MODULES = Set.of("np", "numpy", "math");

  private StateText() {}

  /** Whether a text is what scipy generates to take a distribution's arguments apart. */
  static boolean isArgumentTemplate(String text) {
    return ARGUMENT_TEMPLATE.matcher(text).matches();
  }

  /**
   * Whether a formula only names columns, combines them, and calls functions that are known to be
   * harmless. Everything else in it would be evaluated as Python.
   */
  static boolean isPlainFormula(String formula) {
    Matcher token = TOKEN.matcher(formula);
    boolean callable = false;
    int at = 0;
    while (at < formula.length()) {
      token.region(at, formula.length());
      if (!token.lookingAt()) {
        return false;
      }
      at = token.end();
      String name = token.group("name");
      char next = at < formula.length() ? formula.charAt(at) : ' ';
      if (name != null) {
        boolean called = formula.substring(at).stripLeading().startsWith("(");
        if (!isPlain(name, called) || next == '\'' || next == '"') {
          return false;
        }
        callable = false;
      } else if (!token.group().isBlank()) {
        char first = token.group().charAt(0);
        if (first == '(' && callable) {
          return false; // a call of something that has no name
        }
        callable = first == ')' || first == ']' || first == '\'' || first == '"';
      }
    }
    return true;
  }

  private static boolean isPlain(String name, boolean called) {
    int dot = name.indexOf('.');
    String last = dot < 0 ? name : name.substring(dot + 1);
    return !name.contains("__")
        && (dot < 0 || MODULES.contains(name.substring(0, dot)))
        && (!called || CALLED.contains(last));
  }
}
