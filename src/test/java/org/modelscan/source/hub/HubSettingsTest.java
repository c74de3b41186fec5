package org.modelscan.source.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {
  @TempDir private Path home;

  @Test
  void withoutVariablesItIsTheHubItself() throws IOException {
    HubSettings settings = HubSettings.of(Map.of("HOME", home.toString()));
    assertThat(settings.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
    assertThat(settings.token()).isEmpty();
    assertThat(settings.offline()).isFalse();
    assertThat(settings.cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
  }

  @ParameterizedTest
  @CsvSource({
    "HF_TOKEN_PATH, HOME/mine, mine",
    "HF_TOKEN_PATH, ~/mine, mine",
    "HF_HOME, HOME/hf, hf/token",
    "XDG_CACHE_HOME, HOME/xdg, xdg/huggingface/token",
    "NONE, none, .cache/huggingface/token",
  })
  void tokenIsWhereTheHubsToolsKeepIt(String name, String value, String file) throws IOException {
    Path token = home.resolve(file);
    Files.createDirectories(token.getParent());
    Files.writeString(token, " hf_secret\n");
    Map<String, String> environment =
        Map.of("HOME", home.toString(), name, value.replace("HOME", home.toString()));
    assertThat(HubSettings.of(environment).token()).contains("hf_secret");
  }

  @Test
  void variableWinsOverTheFile() throws IOException {
    Path token = home.resolve("token");
    Files.writeString(token, "file");
    Map<String, String> file = Map.of("HF_TOKEN_PATH", token.toString());
    assertThat(HubSettings.of(file).token()).contains("file");
    assertThat(
            HubSettings.of(Map.of("HF_TOKEN_PATH", token.toString(), "HF_TOKEN", "variable"))
                .token())
        .contains("variable");
    assertThat(
            HubSettings.of(
                    Map.of("HF_TOKEN_PATH", token.toString(), "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1"))
                .token())
        .isEmpty();
  }

  @Test
  void whatCannotStandInAHeaderIsNoToken() throws IOException {
    Map<String, String> environment =
        Map.of("HOME", home.toString(), "HF_TOKEN", "a\r\nX-Injected: b");
    assertThat(HubSettings.of(environment).token()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, true", "yes, true", "ON, true", "True, true", "0, false", "'', false"})
  void offlineIsSwitchedAsByTheHubsTools(String value, boolean offline) throws IOException {
    String folder = home.toString();
    assertThat(HubSettings.of(Map.of("HOME", folder, "HF_HUB_OFFLINE", value)).offline())
        .isEqualTo(offline);
    assertThat(HubSettings.of(Map.of("HOME", folder, "TRANSFORMERS_OFFLINE", value)).offline())
        .isEqualTo(offline);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///x", "hub.example", "https://", "https://a:b@hub.example", "::"})
  void endpointMustBeAServer(String value) {
    assertThatThrownBy(() -> HubSettings.of(Map.of("HOME", home.toString(), "HF_ENDPOINT", value)))
        .hasMessage("HF_ENDPOINT is no address of a server");
  }
}
