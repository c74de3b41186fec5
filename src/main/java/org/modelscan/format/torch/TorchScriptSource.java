package org.modelscan.format.torch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.fact.Target;

/**
 * The source text of a TorchScript module: operators that do more than compute, and those of
 * libraries. It is the language that TorchScript's printer writes, read token by token, so that
 * what stands in a string or a comment is no operator.
 *
 * <p>An operator is {@code torch.NAME} or {@code ops.NAMESPACE.NAME}. It is also reached as a
 * method of any tensor, through another name for {@code torch}, and by {@code getattr}
 * (torch/csrc/jit/frontend/sugared_value.cpp), so each attribute of its name counts.
 */
final class TorchScriptSource {
  /** An operator that does more than compute. */
  private record FileOperator(OperatorEffect effect, String reason) {}

  /** register_special_ops.cpp and register_prim_ops_fulljit.cpp; CVE-2025-32434. */
  private static final Map<String, FileOperator> OPERATORS =
      Map.of(
          "save",
          new FileOperator(OperatorEffect.WRITES, "writes a value to the path"),
          "from_file",
          new FileOperator(
              OperatorEffect.READS, "maps the file at the path, and may create or change it"));

  /** Namespaces that PyTorch itself registers. */
  private static final Set<String> NAMESPACES =
      Set.of(
          "aten",
          "prim",
          "prims",
          "quantized",
          "_quantized",
          "quantized_decomposed",
          "sparse",
          "xnnpack",
          "prepacked",
          "mkldnn",
          "mkldnn_prepacked",
          "mkl",
          "onednn",
          "metal",
          "metal_prepack",
          "vulkan",
          "vulkan_prepack",
          "inductor",
          "c10d",
          "_c10d_functional",
          "rnn",
          "profiler",
          "static_runtime",
          "cuda",
          "torchvision");

  private static final int AHEAD = 64;

  private final Tokens tokens;
  private final String member;
  private final Facts out;
  private final Set<String> defined = new HashSet<>();
  private final List<Fact.Operator> ofModule = new ArrayList<>();
  private boolean inClass;
  private boolean selfIsReplaced;

  private TorchScriptSource(Bytes content, String member, Facts out) {
    this.tokens = new Tokens(content);
    this.member = member;
    this.out = out;
  }

  /** States the operators of one source file. */
  static void read(Bytes content, String member, Facts out) throws IOException {
    new TorchScriptSource(content, member, out).read();
  }

  private void read() throws IOException {
    StringBuilder chain = new StringBuilder();
    boolean continued = false; // a dot stands before
    boolean opened = false; // a parenthesis stands before
    String grouped = ""; // what stands alone between the parentheses that were closed last
    String before = "";
    Optional<Tokens.Token> next = tokens.next();
    while (next.isPresent()) {
      Tokens.Token token = next.get();
      if (token.kind() == Tokens.Kind.NAME) {
        if (!continued) {
          chain.setLength(0);
          opened = before.equals("(");
        }
        chain.append(continued ? "." : "").append(token.text());
        continued = false;
        define(before, token.text());
        if (!tokens.followedBy('.')) {
          reference(chain.toString(), token.line());
          grouped = opened && tokens.followedBy(')') ? chain.toString() : "";
        }
      } else {
        continued = token.kind() == Tokens.Kind.SIGN && token.text().equals(".");
        if (!continued) {
          chain.setLength(0);
        } else if (chain.isEmpty()) {
          chain.append(grouped.isEmpty() ? "(…)" : grouped); // an attribute of an expression
        }
        grouped = token.text().equals(")") ? grouped : "";
      }
      before = token.text();
      next = tokens.next();
    }
    endOfClass();
  }

  /** Keeps whether the class at hand defines a method that is called like an operator. */
  private void define(String before, String name) {
    if (before.equals("class")) {
      endOfClass();
      inClass = true;
    } else if (before.equals("def") && inClass && OPERATORS.containsKey(name)) {
      defined.add(name);
    }
  }

  /** A method of the module itself is no operator; it may stand below its use. */
  private void endOfClass() {
    ofModule.stream()
        .filter(
            fact -> selfIsReplaced || !defined.contains(fact.name().substring("aten::".length())))
        .forEach(out::fact);
    ofModule.clear();
    defined.clear();
    selfIsReplaced = false;
  }

  /** A name that is looked up: {@code torch.add}, {@code self.weight}, {@code ops.ns.op}. */
  private void reference(String chain, int line) throws IOException {
    selfIsReplaced |= chain.equals("self") && tokens.followedBy('=');
    String[] path = chain.split("\\.", -1);
    String last = path[path.length - 1];
    if (path.length == 3 && path[0].equals("ops") && !NAMESPACES.contains(path[1])) {
      library(path[1] + "::" + last, line);
    }
    if (chain.startsWith("__torch__.torch.classes.")
        && path.length > 4
        && !NAMESPACES.contains(path[3])) {
      library(path[3] + "::" + path[4], line);
    }
    if (last.equals("getattr") && path.length == 1) {
      byName(line);
    } else if (path.length > 1 && OPERATORS.containsKey(last)) {
      Fact.Operator operator = file(last, chain, line);
      if (!path[0].equals("self")) {
        out.fact(operator);
      } else if (tokens.followedBy('(') && path.length == 2) {
        ofModule.add(operator);
      } else if (tokens.followedBy('(')) {
        out.fact(operator);
      }
    }
  }

  /** {@code getattr(torch, "save")}. */
  private void byName(int line) throws IOException {
    for (Tokens.Token token : tokens.ahead(AHEAD)) {
      if (token.kind() == Tokens.Kind.TEXT) {
        if (OPERATORS.containsKey(token.text())) {
          out.fact(file(token.text(), "getattr", line));
        }
        return;
      }
    }
  }

  private Fact.Operator file(String name, String chain, int line) throws IOException {
    List<Target> targets =
        tokens.ahead(AHEAD).stream()
            .takeWhile(token -> token.line() <= line + 2)
            .filter(token -> token.kind() == Tokens.Kind.TEXT && !token.text().equals(name))
            .map(token -> new Target(Target.Kind.CONSTANT, token.text()))
            .limit(1)
            .toList();
    return operator(
        name,
        targets,
        member + " line " + line,
        chain + (targets.isEmpty() ? "" : "(… \"" + targets.getFirst().value() + "\" …)"));
  }

  /** The names of operators that do more than compute, in the namespace aten. */
  static Set<String> operators() {
    return OPERATORS.keySet();
  }

  /** The fact that one of them is used. */
  static Fact.Operator operator(String name, List<Target> targets, String where, String evidence) {
    FileOperator operator = Objects.requireNonNull(OPERATORS.get(name));
    return new Fact.Operator(
        -1,
        Fact.Operator.Framework.TORCHSCRIPT,
        "aten::" + name,
        operator.effect(),
        targets,
        where,
        operator.reason(),
        evidence);
  }

  private void library(String name, int line) {
    out.fact(
        new Fact.Operator(
            -1,
            Fact.Operator.Framework.TORCHSCRIPT,
            name,
            OperatorEffect.UNKNOWN,
            List.of(),
            member + " line " + line,
            "",
            ""));
  }
}
