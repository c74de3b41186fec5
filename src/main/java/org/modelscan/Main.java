package org.modelscan;

import java.util.List;

/** Turns arguments into an exit status; the only place that ends the process. */
public final class Main {
  private static final int OK = 0;
  private static final int USAGE = 4;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    if (arguments.equals(List.of("--version"))) {
      System.out.println(Version.current().line());
      return OK;
    }
    System.err.println("modelscan: usage: modelscan --version");
    return USAGE;
  }
}
