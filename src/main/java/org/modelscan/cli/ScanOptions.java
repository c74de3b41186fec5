package org.modelscan.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelscan.bytes.Limits;
import org.modelscan.remote.Network;
import org.modelscan.source.LfsMode;
import org.modelscan.source.hub.HubReference;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What {@code scan} was told.
 *
 * @param paths files and folders; empty where only a list or repositories are named
 * @param repositories of the Hugging Face Hub, or files in them
 * @param list the file that lists more of them, {@code -} for standard input
 * @param policy which files are taken, what fails and what is shown
 * @param limits for each file
 * @param jobs files read at once, where that was said
 * @param lfs what is done with pointers of Git LFS
 * @param reports at least one
 * @param detail how much is told
 * @param colour whether colour is wanted
 * @param showSkipped whether files that are no models are named
 */
record ScanOptions(
    List<Path> paths,
    List<HubReference> repositories,
    Optional<String> list,
    ScanPolicy policy,
    Limits limits,
    Optional<Integer> jobs,
    LfsMode lfs,
    List<ReportTarget> reports,
    Detail detail,
    boolean colour,
    boolean showSkipped) {

  /** How much is told. */
  enum Detail {
    /** Nothing where nothing was found. */
    QUIET,
    NORMAL,
    VERBOSE
  }

  private static final int MOST_JOBS = 256;

  static CommandSpec specification() {
    CommandSpec specification = CommandSpec.create().name("modelscan");
    specification
        .usageMessage()
        .customSynopsis(
            "modelscan [scan] [OPTION]... [PATH]...",
            "modelscan inspect FILE...",
            "modelscan rules [RULE]...",
            "modelscan action",
            "modelscan --version")
        .description(
            "%nFinds what machine-learning model files would do when they are loaded, without"
                + " loading them. The content of a file decides whether it is a model, not its"
                + " name. %ninspect shows what is in a file; rules explains what is reported;"
                + " action runs as the GitHub Action and reads INPUT_* and GITHUB_*.%n")
        .footer(
            "",
            "Exit status:",
            "  0  nothing at or above the threshold",
            "  1  findings at or above it",
            "  2  no such findings, but a model could not be fully scanned",
            "  4  usage or configuration error, also where the rest was scanned and reported",
            " 70  internal error",
            "",
            "Examples:",
            "  modelscan                                  the current folder",
            "  modelscan models -r console -r sarif=modelscan.sarif",
            "  modelscan . --exclude tests --fail-on critical",
            "  modelscan -hf OWNER/NAME                   a repository of the Hugging Face Hub",
            "  git diff --name-only -z main | modelscan --files-from -");
    specification
        .addPositional(
            Arguments.positional(
                "0..*", "PATH", "Files and folders to scan (default: the current folder)."))
        .addOption(Arguments.many("PATH", "The same.", "-p", "--path"))
        .addOption(
            Arguments.many(
                "REPOSITORY",
                "Scan a repository of the Hugging Face Hub, OWNER/NAME[@REVISION]; the same as"
                    + " hf://OWNER/NAME[@REVISION][/FILE] as a PATH. HF_TOKEN, HF_ENDPOINT and"
                    + " their like are honoured.",
                "-hf",
                "--hugging-face"))
        .addOption(
            Arguments.many(
                "FORMAT[=FILE]",
                "A report: console (default), sarif, json, markdown or github (workflow commands),"
                    + " to FILE or standard output. Repeatable.",
                "-r",
                "--report"))
        .addOption(Arguments.one("FILE", "The file of a single report.", "-o", "--output"));
    ScanPolicy.addOptions(specification);
    return specification
        .addOption(
            Arguments.one(
                "FILE",
                "Scan the paths listed in FILE (-: standard input), separated by NUL or line"
                    + " feed.",
                "--files-from"))
        .addOption(
            Arguments.one(
                "auto|fetch|report",
                "What pointers of Git LFS stand for: read it from the server where GITHUB_TOKEN is"
                    + " set (default), always, or report it as not scanned.",
                "--lfs"))
        .addOption(
            Arguments.one(
                "N",
                "Files read at once (default: the number of processors; 8 or more where they are"
                    + " read from servers).",
                "--jobs"))
        .addOption(Arguments.flag("Print nothing where nothing was found.", "-q", "--quiet"))
        .addOption(
            Arguments.flag("Name every model, and give traces of errors.", "-v", "--verbose"))
        .addOption(Arguments.flag("Name the files that are no models.", "--show-skipped"))
        .addOption(Arguments.flag("No colour; the same as NO_COLOR=1.", "--no-color"))
        .addArgGroup(LimitOptions.group());
  }

  static ScanOptions of(Arguments arguments) throws UsageError {
    Optional<String> list = arguments.value("--files-from");
    List<Path> paths = new ArrayList<>();
    List<HubReference> repositories = new ArrayList<>();
    List<String> named = new ArrayList<>(arguments.positional());
    named.addAll(arguments.values("-p"));
    for (String path : named) {
      if (path.startsWith(HubReference.SCHEME)) {
        repositories.add(repository(path));
      } else {
        paths.add(path(path));
      }
    }
    for (String repository : arguments.values("-hf")) {
      repositories.add(repository(repository));
    }
    if (paths.isEmpty() && repositories.isEmpty() && list.isEmpty()) {
      paths.add(Path.of("."));
    }
    return new ScanOptions(
        paths,
        repositories,
        list,
        ScanPolicy.of(arguments, paths, repositories.isEmpty(), Path.of("").toAbsolutePath()),
        LimitOptions.of(arguments),
        jobs(arguments),
        lfs(arguments.value("--lfs").orElse(LfsMode.AUTO.id())),
        ReportTarget.of(arguments.values("-r"), arguments.value("-o")),
        detail(arguments),
        !arguments.has("--no-color"),
        arguments.has("--show-skipped"));
  }

  /** Files to read at once. */
  int jobs(boolean remote) {
    int processors = Runtime.getRuntime().availableProcessors();
    return jobs.orElse(remote ? Network.jobs(processors) : processors);
  }

  private static Optional<Integer> jobs(Arguments arguments) throws UsageError {
    return arguments.value("--jobs").isEmpty()
        ? Optional.empty()
        : Optional.of((int) LimitOptions.count(arguments, "--jobs", 1, MOST_JOBS));
  }

  private static LfsMode lfs(String name) throws UsageError {
    return LfsMode.named(name)
        .orElseThrow(() -> new UsageError("--lfs: " + name + " is none of auto, fetch, report"));
  }

  /** A repository of the Hub, or something in it, as the user wrote it. */
  static HubReference repository(String written) throws UsageError {
    return HubReference.parse(written)
        .orElseThrow(() ->
            new UsageError(
                written
                    + " is no repository of the Hugging Face Hub: write OWNER/NAME[@REVISION]"));
  }

  /** A path as the user wrote it; the system's rules for names apply. */
  static Path path(String written) throws UsageError {
    if (written.isEmpty()) {
      throw new UsageError("a path is empty");
    }
    try {
      return Path.of(written);
    } catch (InvalidPathException invalid) {
      throw new UsageError(written + ": " + invalid.getReason());
    }
  }

  /** A file to write to; empty for {@code -}, which is standard output. */
  static Optional<Path> outputFile(String written) throws UsageError {
    return written.equals("-") ? Optional.empty() : Optional.of(path(written));
  }

  private static Detail detail(Arguments arguments) throws UsageError {
    if (arguments.has("-q") && arguments.has("-v")) {
      throw new UsageError("-q and -v exclude each other");
    }
    if (arguments.has("-q")) {
      return Detail.QUIET;
    }
    return arguments.has("-v") ? Detail.VERBOSE : Detail.NORMAL;
  }
}
