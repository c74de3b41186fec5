package org.modelscan.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.policy.Glob;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Outcome;

class WorkTreeTest {
  private static final String LEAVES = "symbolic link leaves the scanned folder";

  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("root"));
  }

  @Test
  void everyFileIsTakenInCodePointOrder() throws Exception {
    write("b.pkl", ".gitignore", ".hidden/x", "a/z", "a.pkl", "a/b/c", "\ufb01.pt", "\ud83d\ude00");

    assertThat(paths(walk(root)))
        .containsExactly(
            ".gitignore", ".hidden/x", "a.pkl", "a/b/c", "a/z", "b.pkl", "\ufb01.pt", "😀");
  }

  @Test
  void gitFolderIsNotEntered() throws Exception {
    write(".git/objects/x", "a/.git/x", ".github/x", "x.git/x", "b/.git.pkl");

    assertThat(paths(walk(root))).containsExactly(".github/x", "b/.git.pkl", "x.git/x");
  }

  @Test
  void gitFileOfAWorktreeIsAFile() throws Exception {
    write(".git");

    assertThat(paths(walk(root))).containsExactly(".git");
  }

  @Test
  void pipesAreNeverCandidates() throws Exception {
    write("a");
    makePipe(root.resolve("pipe"));

    assertThat(paths(walk(root))).containsExactly("a");
    assertThat(walk(root.resolve("pipe")).missing())
        .extracting(WorkTree.Missing::reason)
        .containsExactly("neither a file nor a folder");
  }

  @Test
  void linkedFileInsideIsTakenOnceUnderItsOwnName() throws Exception {
    write("models/a.pkl");
    link("0-first", "models/a.pkl");
    link("z-last", root.resolve("models/a.pkl").toString());

    assertThat(paths(walk(root))).containsExactly("models/a.pkl");
  }

  @Test
  void linksIntoWhatIsNotEnteredAreFollowedOnce() throws Exception {
    write(".git/annex/objects/1.pkl", "skipped/2.pkl");
    link("b.pkl", ".git/annex/objects/1.pkl");
    link("a.pkl", ".git/annex/objects/1.pkl");
    link("c.pkl", "skipped/2.pkl");

    assertThat(paths(WorkTree.find(List.of(root), List.of(), excluding("skipped"))))
        .containsExactly("a.pkl", "c.pkl");
  }

  @Test
  void linkedFoldersInsideAreEnteredOnce() throws Exception {
    write("v2/m.pkl", "hidden/x.pkl");
    link("current", "v2");
    link("other", "hidden");
    link("v2/up", "..");
    link("self", ".");

    assertThat(paths(walk(root))).containsExactly("hidden/x.pkl", "v2/m.pkl");
    assertThat(paths(WorkTree.find(List.of(root), List.of(), excluding("hidden"))))
        .containsExactly("other/x.pkl", "v2/m.pkl");
  }

  @Test
  void linkToTheGitFolderIsNotFollowed() throws Exception {
    write(".git/x");
    link("git", ".git");

    assertThat(paths(walk(root))).isEmpty();
  }

  @Test
  void linksThatLeaveAreReportedAndNotRead() throws Exception {
    write("../secret.pkl", "../outside/m.pkl", "models/a");
    link("models/file.pkl", "../../secret.pkl");
    link("folder", temporary.resolve("outside").toString());
    link("models/in-two-steps", "../folder/m.pkl");

    List<Candidate> candidates = walk(root).candidates();

    assertThat(candidates)
        .extracting(Candidate::path)
        .containsExactly("folder", "models/a", "models/file.pkl", "models/in-two-steps");
    assertThat(candidates)
        .filteredOn(one -> !one.path().equals("models/a"))
        .allSatisfy(one -> assertThat(one.settled()).contains(new Outcome.NotScanned(LEAVES)));
  }

  @Test
  void siblingWithTheSamePrefixIsOutside() throws Exception {
    write("../root-2/m.pkl");
    link("m.pkl", "../root-2/m.pkl");

    assertThat(walk(root).candidates().getFirst().settled())
        .contains(new Outcome.NotScanned(LEAVES));
  }

  @Test
  void excludedLinksAreNotReported() throws Exception {
    write("../secret.pkl");
    link("a/x.pkl", "../../secret.pkl");

    assertThat(paths(WorkTree.find(List.of(root), List.of(), excluding("a")))).isEmpty();
  }

  @Test
  void linksThatLeadNowhereHoldNothing() throws Exception {
    write("file");
    link("dangling", "nothing");
    link("loop", "loop");
    link("a", "b");
    link("b", "a");
    link("through-a-file", "file/x");
    link("device", "/dev/null");

    assertThat(paths(walk(root))).containsExactly("file");
  }

  @Test
  void namedLinkIsFollowed() throws Exception {
    write("../elsewhere/m.pkl");
    link("folder", "../elsewhere");
    link("file", "../elsewhere/m.pkl");

    assertThat(paths(walk(root.resolve("folder")))).containsExactly("m.pkl");
    Candidate file = walk(root.resolve("file")).candidates().getFirst();
    assertThat(file.path()).isEqualTo("file");
    assertThat(file.settled()).isEmpty();
    assertThat(file.open(budget()).size()).isEqualTo(1);
  }

  @Test
  void listedLinkIsLikeAnyOther() throws Exception {
    write("../elsewhere/m.pkl", "a.pkl");
    link("folder", "../elsewhere");
    link("file", "../elsewhere/m.pkl");
    List<Path> listed =
        List.of(root.resolve("a.pkl"), root.resolve("file"), root.resolve("folder/m.pkl"));

    List<Candidate> candidates = WorkTree.find(List.of(root), listed, Filter.ALL).candidates();

    assertThat(candidates).extracting(Candidate::path).startsWith("a.pkl", "file", "folder");
    assertThat(candidates.get(0).settled()).isEmpty();
    assertThat(candidates.get(1).settled()).isPresent();
    assertThat(candidates.get(2).settled()).isPresent();
  }

  @Test
  void missingPathsAreNamedAndTheOthersTaken() throws Exception {
    write("a.pkl");
    Path typo = root.resolve("typo");

    WorkTree.Found found = walk(typo, root.resolve("a.pkl"));

    assertThat(found.missing())
        .containsExactly(new WorkTree.Missing(typo, "no such file or folder"));
    assertThat(paths(found)).containsExactly("a.pkl");
  }

  @Test
  void vanishedFileCannotBeOpened() throws Exception {
    write("a.pkl");
    Candidate candidate = walk(root).candidates().getFirst();
    Files.delete(root.resolve("a.pkl"));

    assertThatThrownBy(() -> candidate.open(budget())).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void fileThatBecameALinkIsNotFollowed() throws Exception {
    write("../secret.pkl", "a.pkl");
    Candidate candidate = walk(root).candidates().getFirst();
    Files.delete(root.resolve("a.pkl"));
    link("a.pkl", "../secret.pkl");

    assertThatThrownBy(() -> candidate.open(budget())).isInstanceOf(IOException.class);
  }

  @Test
  void unreadableFolderIsReported() throws Exception {
    write("a", "locked/m.pkl");
    Path locked = root.resolve("locked");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    try {
      assumeThat(Files.isReadable(locked)).as("runs as a user who may read all").isFalse();

      List<Candidate> candidates = walk(root).candidates();

      assertThat(candidates).extracting(Candidate::path).containsExactly("a", "locked");
      assertThat(candidates.getLast().settled())
          .contains(new Outcome.Incomplete("permission denied"));
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void overlappingPathsGiveEachFileOnce() throws Exception {
    write("a/x", "a/b/y", "c");

    assertThat(paths(walk(root.resolve("a/b"), root.resolve("a"), root.resolve("a/x"))))
        .containsExactly("b/y", "x");
    assertThat(paths(walk(root.resolve("c"), root.resolve("a"), root.resolve("c"))))
        .containsExactly("a/b/y", "a/x", "c");
  }

  @Test
  void pathsAreRelativeToTheSharedFolder() throws Exception {
    write("a/m.pkl", "b/m.pkl");

    assertThat(paths(walk(root.resolve("a")))).containsExactly("m.pkl");
    assertThat(paths(walk(root.resolve("a/m.pkl")))).containsExactly("m.pkl");
    assertThat(paths(walk(root.resolve("a"), root.resolve("b"))))
        .containsExactly("a/m.pkl", "b/m.pkl");
  }

  @Test
  void pathsInTheCurrentFolderAreRelativeToIt() throws Exception {
    Path below = Files.createTempDirectory(Path.of("target"), "walk");
    Path file = Files.write(below.resolve("m.pkl"), new byte[1]);

    assertThat(paths(walk(file))).containsExactly(below + "/m.pkl");
    assertThat(paths(walk(file.toAbsolutePath()))).containsExactly(below + "/m.pkl");
    assertThat(paths(walk(below))).containsExactly("m.pkl");
    assertThat(paths(walk(Path.of("src/../" + below)))).containsExactly("m.pkl");
    assertThat(paths(WorkTree.find(List.of(), List.of(below), Filter.ALL)))
        .containsExactly(below + "/m.pkl");
    assertThat(paths(WorkTree.find(List.of(), List.of(file), Filter.ALL)))
        .containsExactly(below + "/m.pkl");
    Files.delete(file);
    Files.delete(below);
  }

  @Test
  void namesThatAreNotUtf8AreOpenedAndShown() throws Exception {
    Path file = RawPath.resolve(root, "caf\u00e9.pkl".getBytes(ISO_8859_1));
    Files.write(file, new byte[3]);
    write("日本.pkl");

    List<Candidate> candidates = walk(root).candidates();

    assertThat(candidates).extracting(Candidate::path).containsExactly("caf\\xe9.pkl", "日本.pkl");
    assertThat(candidates.getFirst().open(budget()).size()).isEqualTo(3);
    assertThat(paths(walk(file))).containsExactly("caf\\xe9.pkl");
  }

  @Test
  void emptyFolderHasNoCandidates() {
    assertThat(walk(root)).isEqualTo(new WorkTree.Found(List.of(), List.of()));
  }

  private static WorkTree.Found walk(Path... named) {
    return WorkTree.find(List.of(named), List.of(), Filter.ALL);
  }

  private static List<String> paths(WorkTree.Found found) {
    return found.candidates().stream().map(Candidate::path).toList();
  }

  private static Filter excluding(String glob) {
    return new Filter(List.of(), List.of(Glob.parse(glob)));
  }

  private static Budget budget() {
    return new Budget(Limits.DEFAULT);
  }

  private void write(String... names) throws IOException {
    for (String name : names) {
      Path file = RawPath.resolve(root, name.getBytes(UTF_8));
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[1]);
    }
  }

  private void link(String name, String target) throws IOException {
    Path link = root.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private static void makePipe(Path path) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
  }
}
