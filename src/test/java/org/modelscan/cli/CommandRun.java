package org.modelscan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.modelscan.Main;

/** What one run of the program gave. */
record CommandRun(int status, String out, String err) {
  static CommandRun of(Object... arguments) {
    return with(new byte[0], Terminal.NONE, arguments);
  }

  static CommandRun with(byte[] input, Terminal terminal, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            new ByteArrayInputStream(input),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            terminal);
    ExitStatus status =
        Main.run(List.of(arguments).stream().map(Object::toString).toList(), streams);
    return new CommandRun(status.code(), out.toString(UTF_8), err.toString(UTF_8));
  }

  /** A scan in another environment than that of this process. */
  static CommandRun in(Map<String, String> environment, String first, String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            Terminal.NONE);
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addFirst(first);
    int status;
    try {
      status = new ScanCommand("test", environment, streams).run(arguments).code();
    } catch (UsageError wrong) {
      streams.error(String.valueOf(wrong.getMessage()));
      status = ExitStatus.USAGE.code();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    streams.out().flush();
    return new CommandRun(status, out.toString(UTF_8), err.toString(UTF_8));
  }
}
