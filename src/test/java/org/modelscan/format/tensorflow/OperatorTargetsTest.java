package org.modelscan.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.modelscan.Scanned;
import org.modelscan.rule.Finding;
import org.modelscan.scan.Result;

/** What an operator works on is followed to where it comes from, and shown. */
class OperatorTargetsTest {
  private static final String KEY = "WriteFile → /root/.ssh/authorized_keys";

  private final Map<String, List<Finding>> findings = new TreeMap<>();

  OperatorTargetsTest() {
    for (Result result : Scanned.folder(Path.of("fixtures/tensorflow/malicious"), _ -> true)) {
      findings.put(result.path().replaceFirst("\\.[a-z]+$", ""), result.findings());
    }
  }

  private void assertFound(String file, String member, String symbol) {
    assertThat(findings.getOrDefault(file, List.of()))
        .as(file)
        .anySatisfy(finding -> {
          assertThat(finding.symbol()).isEqualTo(symbol);
          assertThat(finding.place().member()).isEqualTo(member);
        });
  }

  @Test
  void pathsAreFollowedToTheirConstants() {
    assertFound("writes-file-main-graph", "", KEY);
    assertFound("writes-file-unused-function", "", KEY);
    assertFound("writes-file-through-arguments", "", "WriteFile → /etc/cron.d/example");
    assertFound("writes-file-function-result", "", "WriteFile → /tmp/x");
    assertFound("writes-file-captured-constant", "", KEY);
    assertFound("writes-file-data-set-function", "", KEY);
    assertFound("writes-file-second-meta-graph", "", KEY);
    assertFound("writes-file-merged-graphs", "", KEY);
    assertFound("writes-file-behind-unknown-fields", "", KEY);
    assertFound("writes-joined-path", "", "WriteFile → /home/…");
    assertFound("reads-file-of-branch", "", "ReadFile → /etc/passwd");
    assertFound("reads-constant-called-asset", "", "ReadFile → /etc/passwd");
  }

  @Test
  void graphsInStringsAreMembers() {
    assertFound("writes-file-nested-graph", "graph in g", KEY);
    assertFound("writes-file-nested-twice-in-function", "graph in g!graph in g", KEY);
    assertFound("writes-file-nested-in-packed-tensor", "graph in g", KEY);
    assertFound("writes-file-nested-in-attribute-list", "graph in n", KEY);
    assertFound("writes-file-nested-in-function-attribute", "graph in n", KEY);
    assertFound("writes-file-collection", "collection extra", KEY);
    assertFound("writes-file-collection-any", "collection serving_graph", KEY);
  }

  @Test
  void attributesAndUnknownsAreShown() {
    assertFound("writes-print", "", "PrintV2 → file:///tmp/x");
    assertFound("writes-debug", "", "DebugIdentityV2 → file:///tmp/x");
    assertFound("network-debug", "", "DebugIdentity → grpc://203.0.113.7:2345");
    assertFound("reads-memory-region", "", "ImmutableConst → /etc/passwd");
    assertFound("reads-file-from-caller", "", "ReadFile → <given by the caller: p>");
    assertFound("hidden-graph", "", "DatasetFromGraph → <computed: DecodeBase64>");
  }

  @Test
  void evidenceIsTheCallWithItsOperands() {
    Finding drop = findings.getOrDefault("writes-file-unused-function", List.of()).getFirst();
    assertThat(drop.evidence())
        .isEqualTo(
            "WriteFile(filename='/root/.ssh/authorized_keys', contents='ssh-ed25519 AAAA example')");
    assertThat(drop.message()).contains("node drop of function unused");
    assertThat(drop.place().offset()).isPositive();
  }
}
