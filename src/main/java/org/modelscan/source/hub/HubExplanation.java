package org.modelscan.source.hub;

import java.util.Optional;
import org.modelscan.remote.Request;

/**
 * What a refusal of the Hub means. The codes are those that its own library tells apart:
 * huggingface_hub/utils/_http.py, hf_raise_for_status.
 *
 * @param withToken whether a token was sent
 */
record HubExplanation(boolean withToken) implements Request.Explanation {
  @Override
  public Optional<String> of(int status, String code) {
    return Optional.ofNullable(
        switch (code) {
          case "GatedRepo" ->
              withToken
                  ? "gated, and the token's account was not given access (" + status + ")"
                  : "gated: ask for access on its page, and set HF_TOKEN (" + status + ")";
          case "RevisionNotFound" -> "no such revision (" + status + ")";
          case "EntryNotFound" -> "no such file in the repository (" + status + ")";
          case "RepoNotFound" -> absent(status);
          default ->
              switch (status) {
                case 401 -> absent(status);
                case 403 -> "the Hub refuses access (403)";
                case 404 -> absent(status);
                case 429 ->
                    "the Hub allows no more requests for now (429)"
                        + (withToken ? "" : "; with HF_TOKEN it allows more");
                default -> null;
              };
        });
  }

  /** The Hub does not tell a private repository from one that is not there. */
  private String absent(int status) {
    return withToken
        ? "no such repository, or the token may not read it (" + status + ")"
        : "no such repository, or it is private: then set HF_TOKEN (" + status + ")";
  }
}
