package org.modelscan.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modelscan.bytes.Limits;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One option for each limit of a scan. */
final class LimitOptions {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})([KMGT]?)(?:i?B)?");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

  private LimitOptions() {}

  static ArgGroupSpec group() {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .validate(false)
            .heading(
                "%nLimits for one file with all that is nested in it; where one is reached, the"
                    + " file is incomplete:%n");
    options().forEach(group::addArg);
    return group.build();
  }

  private static List<OptionSpec> options() {
    Limits defaults = Limits.DEFAULT;
    return List.of(
        size("bytes-read", "read from the file", defaults.bytesRead()),
        size("bytes-fetched", "received from another machine", defaults.bytesFetched()),
        size("inflated", "given by decompressors", defaults.inflated()),
        count("ratio", "Inflated bytes for one stored byte", defaults.ratio()),
        count("members", "Files inside files", defaults.members()),
        count("nesting", "Levels of files inside files", defaults.nesting()),
        count("opcodes", "Pickle opcodes, and steps of other formats", defaults.opcodes()),
        count("memory-entries", "Entries of a stack, memo or table", defaults.memoryEntries()),
        size("spool-memory", "inflated before a temporary file is used", defaults.spoolMemory()),
        count("findings", "Findings of each severity that are kept", defaults.findings()),
        count("seconds", "Seconds of wall time", defaults.seconds()));
  }

  private static OptionSpec size(String name, String what, long value) {
    return Arguments.one("SIZE", "Bytes " + what + " (" + shown(value) + ").", "--max-" + name);
  }

  private static OptionSpec count(String name, String what, long value) {
    return Arguments.one("N", what + " (" + value + ").", "--max-" + name);
  }

  static Limits of(Arguments arguments) throws UsageError {
    Limits defaults = Limits.DEFAULT;
    return new Limits(
        size(arguments, "bytes-read", defaults.bytesRead()),
        size(arguments, "bytes-fetched", defaults.bytesFetched()),
        size(arguments, "inflated", defaults.inflated()),
        count(arguments, "ratio", defaults.ratio()),
        count(arguments, "members", defaults.members()),
        smallCount(arguments, "nesting", defaults.nesting()),
        count(arguments, "opcodes", defaults.opcodes()),
        count(arguments, "memory-entries", defaults.memoryEntries()),
        size(arguments, "spool-memory", defaults.spoolMemory()),
        smallCount(arguments, "findings", defaults.findings()),
        smallCount(arguments, "seconds", defaults.seconds()));
  }

  private static long size(Arguments arguments, String name, long otherwise) throws UsageError {
    String value = arguments.value("--max-" + name).orElse(String.valueOf(otherwise));
    Matcher matcher = SIZE.matcher(value);
    if (!matcher.matches()) {
      throw new UsageError(
          "--max-" + name + ": " + value + " is no size; write bytes, or 64K, 16M, 2G, 1T");
    }
    int shift = 10 * " KMGT".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
    long number = Long.parseLong(matcher.group(1));
    if (number > Long.MAX_VALUE >> shift) {
      throw new UsageError("--max-" + name + ": " + value + " is too large");
    }
    return number << shift;
  }

  private static int smallCount(Arguments arguments, String name, int otherwise) throws UsageError {
    return (int) Math.min(Integer.MAX_VALUE, count(arguments, name, otherwise));
  }

  private static long count(Arguments arguments, String name, long otherwise) throws UsageError {
    return count(arguments, "--max-" + name, otherwise, Long.MAX_VALUE);
  }

  /** A whole number from 1 on. */
  static long count(Arguments arguments, String option, long otherwise, long most)
      throws UsageError {
    String value = arguments.value(option).orElse(String.valueOf(otherwise));
    if (!COUNT.matcher(value).matches() || Long.parseLong(value) < 1) {
      throw new UsageError(option + ": " + value + " is no whole number from 1 on");
    }
    return Math.min(most, Long.parseLong(value));
  }

  private static String shown(long bytes) {
    int unit = 0;
    long number = bytes;
    while (number >= 1024 && number % 1024 == 0 && unit < 4) {
      number >>= 10;
      unit++;
    }
    return number + " KMGT".substring(unit, unit + 1).strip();
  }
}
