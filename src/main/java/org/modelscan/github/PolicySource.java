package org.modelscan.github;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelscan.policy.Config;
import org.modelscan.policy.PolicyChange;
import org.modelscan.policy.PolicyError;
import org.modelscan.rule.Rules;

/**
 * Which policy holds. In a pull request it is that of the base, so that none can switch the scanner
 * off; what the pull request changes in it is shown.
 *
 * @param checkout where the files are
 * @param touched what the event changes
 * @param base the API, and the commit or branch whose policy holds; empty where the checked-out one
 *     does
 */
record PolicySource(Checkout checkout, Touched touched, Optional<Base> base) {
  /** Policies have at most 1 MB. */
  private static final int LARGEST = (1 << 20) + 1;

  /**
   * Where the base is.
   *
   * @param client empty where there is no token
   * @param merged whether what is checked out has it in it
   */
  record Base(Optional<Client> client, String repository, String ref, boolean merged) {}

  /**
   * A policy that holds.
   *
   * @param changes what the pull request changes in it, what concerns most first
   * @param notices what to say of it
   * @param broken why the pull request's own one could not be used; empty where it could
   */
  record Held(Config config, List<String> changes, List<String> notices, Optional<String> broken) {
    /** Copies the lists. */
    Held {
      changes = List.copyOf(changes);
      notices = List.copyOf(notices);
    }
  }

  /**
   * Finds the policy.
   *
   * @param named by the workflow; empty where it says nothing
   */
  Held find(Optional<String> named) throws BadInput, InterruptedException {
    String name = relative(named.orElse(Config.FILE));
    Optional<byte[]> content = read(name);
    if (base.isPresent() && (!base.get().merged() || isTouched(name, content.isPresent()))) {
      return ofBase(name, content, base.get());
    }
    if (content.isEmpty() && named.isPresent()) {
      throw new BadInput("config: there is no file " + name);
    }
    return new Held(parse(name, content), List.of(), List.of(), Optional.empty());
  }

  /** A file that is not there, and that nobody has removed, was never there. */
  private boolean isTouched(String name, boolean there) {
    return there ? touched.holds(name) : touched.lists(name);
  }

  /**
   * The policy of the base alone.
   *
   * @param named by the workflow; empty where it says nothing
   */
  static Held held(Base base, Optional<String> named) throws BadInput, InterruptedException {
    String name = named.orElse(Config.FILE);
    try {
      return new Held(parse(name, fetch(name, base)), List.of(), List.of(), Optional.empty());
    } catch (ApiError failed) {
      String why = "The policy of the base cannot be had, so that the defaults hold. ";
      return new Held(Config.EMPTY, List.of(), List.of(why + failed.sentence()), Optional.empty());
    }
  }

  private static Held ofBase(String name, Optional<byte[]> own, Base base)
      throws BadInput, InterruptedException {
    Held held = held(base, Optional.of(name));
    try {
      Config wanted = own.isEmpty() ? Config.EMPTY : Config.parse(name, own.get());
      List<String> changes =
          PolicyChange.between(held.config(), wanted, new Rules()).stream()
              .map(change -> words(change.concern()) + change.text())
              .toList();
      List<String> notices = new ArrayList<>(held.notices());
      if (!changes.isEmpty() && notices.isEmpty()) {
        notices.add(
            "This pull request changes the policy; that of the base holds until it is merged.");
      }
      return new Held(held.config(), changes, notices, Optional.empty());
    } catch (PolicyError broken) {
      return new Held(
          held.config(),
          List.of(),
          held.notices(),
          Optional.of(String.valueOf(broken.getMessage())));
    }
  }

  private static String words(PolicyChange.Concern concern) {
    return switch (concern) {
      case STRICTER -> "stricter: ";
      case WEAKER -> "weaker: ";
      case MUCH_WEAKER -> "MUCH WEAKER: ";
    };
  }

  private static Optional<byte[]> fetch(String name, Base base)
      throws ApiError, InterruptedException {
    if (base.client().isEmpty()) {
      throw new ApiError(0, "There is no token.");
    }
    try {
      String path = "/repos/" + base.repository() + "/contents/" + UrlPath.of(name);
      return Optional.of(base.client().get().raw(path + "?ref=" + UrlPath.name(base.ref())));
    } catch (ApiError failed) {
      if (failed.isNotFound()) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private static Config parse(String name, Optional<byte[]> content) throws BadInput {
    try {
      return content.isEmpty() ? Config.EMPTY : Config.parse(name, content.get());
    } catch (PolicyError broken) {
      throw new BadInput(String.valueOf(broken.getMessage()));
    }
  }

  /** A link could lead to any file of the job, and an error quotes what it meets. */
  private Optional<byte[]> read(String name) throws BadInput {
    Path file = checkout.file(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(in.readNBytes(LARGEST));
    } catch (IOException unreadable) {
      throw new BadInput(name + ": cannot be read");
    }
  }

  /** A path in the repository, as the API and the list of changes have it. */
  private String relative(String name) throws BadInput {
    Path file = checkout.root().resolve(name).normalize();
    if (!file.startsWith(checkout.root()) || file.equals(checkout.root())) {
      throw new BadInput("config: " + name + " is not in the repository");
    }
    return checkout.root().relativize(file).toString();
  }
}
