package org.modelscan.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations of Git and Git LFS, and the servers that they lead to. */
class GitFilesTest {
  @TempDir private Path root;

  @BeforeEach
  void makeRepository() throws IOException {
    Files.createDirectory(root.resolve(".git"));
    remote("https://git.example/foo/bar");
  }

  private void remote(String url) throws IOException {
    Files.writeString(
        root.resolve(".git/config"),
        "[core]\n\tbare = false\n[remote \"origin\"]\n\turl = " + url + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example/foo/bar, https://git.example/foo/bar.git/info/lfs",
    "https://git.example/foo/bar/, https://git.example/foo/bar.git/info/lfs",
    "https://git.example:8443/foo/bar.git, https://git.example:8443/foo/bar.git/info/lfs",
    "https://user:secret@git.example/foo/bar.git, https://git.example/foo/bar.git/info/lfs",
    "git@git.example:foo/bar.git, https://git.example/foo/bar.git/info/lfs",
    "ssh://git@git.example:2222/foo/bar.git, https://git.example/foo/bar.git/info/lfs",
    "git://git.example/foo/bar.git, https://git.example/foo/bar.git/info/lfs",
  })
  void serverIsBesideTheRemote(String url, URI server) throws IOException {
    remote(url);
    assertThat(LfsEndpoint.of(root))
        .isEqualTo(new LfsEndpoint(Optional.of(server), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/srv/git/bar.git", "../bar", "file:///srv/git/bar.git", "C:\\bar", "a b"})
  void folderHasNoServer(String url) throws IOException {
    remote(url);
    assertThat(LfsEndpoint.of(root).server()).isEmpty();
  }

  @Test
  void sharedConfigurationMayNameTheSameHost() throws IOException {
    lfsconfig("https://git.example/lfs");
    assertThat(LfsEndpoint.of(root).server()).contains(URI.create("https://git.example/lfs"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example/lfs, evil.example",
    "https://git.example:8443/lfs, git.example",
    "http://git.example/lfs, git.example",
    "https://git.example@evil.example/lfs, evil.example",
    "https://git.example.evil.example/lfs, git.example.evil.example",
    "file:///etc, file:///etc",
  })
  void sharedConfigurationMayNameNoOther(String url, String refused) throws IOException {
    lfsconfig(url);
    assertThat(LfsEndpoint.of(root))
        .isEqualTo(new LfsEndpoint(Optional.empty(), Optional.of(refused)));
  }

  private void lfsconfig(String url) throws IOException {
    Files.writeString(root.resolve(".lfsconfig"), "[lfs]\n  url = \"" + url + "\" # comment\n");
  }

  @Test
  void ownConfigurationWins() throws IOException {
    lfsconfig("https://evil.example/lfs");
    Files.writeString(root.resolve(".git/config"), "[lfs] url = https://store.example/lfs\n");
    assertThat(LfsEndpoint.of(root).server()).contains(URI.create("https://store.example/lfs"));
  }

  @Test
  void linkedConfigurationIsNotRead() throws IOException {
    Path elsewhere =
        Files.writeString(root.resolve("elsewhere"), "[lfs]\nurl = https://evil.example\n");
    Files.createSymbolicLink(root.resolve(".lfsconfig"), elsewhere);
    assertThat(LfsEndpoint.of(root).refused()).isEmpty();
  }

  @Test
  void submodulesAndFurtherWorkTreesLeadToTheirRepository() throws IOException {
    Path module = Files.createDirectories(root.resolve(".git/modules/sub"));
    Files.writeString(
        module.resolve("config"), "[remote \"origin\"]\nurl = https://git.example/sub\n");
    Path sub = Files.createDirectories(root.resolve("sub"));
    Files.writeString(sub.resolve(".git"), "gitdir: ../.git/modules/sub\n");
    assertThat(LfsEndpoint.of(sub).server())
        .contains(URI.create("https://git.example/sub.git/info/lfs"));

    Path linked = Files.createDirectories(root.resolve(".git/worktrees/other"));
    Files.writeString(linked.resolve("commondir"), "../..\n");
    Path other = Files.createDirectories(root.resolve("other"));
    Files.writeString(other.resolve(".git"), "gitdir: " + linked + "\n");
    assertThat(LfsEndpoint.of(other).server())
        .contains(URI.create("https://git.example/foo/bar.git/info/lfs"));
  }

  @Test
  void workTreeIsTheNearestOne() throws IOException {
    Path inside = Files.createDirectories(root.resolve("a/b"));
    assertThat(LfsEndpoint.workTree(inside)).contains(root);
    Files.createDirectory(root.resolve("a/.git"));
    assertThat(LfsEndpoint.workTree(inside)).contains(root.resolve("a"));
  }

  @Test
  void valuesAreReadAsGitReadsThem() {
    GitConfig config =
        GitConfig.parse(
            """
            ; comment
            [Remote "Or\\"igin"] url = "a;b" ; comment
            \tPushURL = c\\\\d # comment
            [broken
            [lfs]
            url = first
            URL = last
            flag
            """);
    assertThat(config.value("remote.Or\"igin.url")).contains("a;b");
    assertThat(config.value("remote.Or\"igin.pushurl")).contains("c\\d");
    assertThat(config.value("lfs.url")).contains("last");
    assertThat(config.value("lfs.flag")).isEmpty();
  }
}
