package org.modelscan.source;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modelscan.format.pointer.LfsPointer;
import org.modelscan.remote.RemoteFailure;
import org.modelscan.remote.RemoteFile;
import org.modelscan.remote.Transport;
import org.modelscan.source.LfsServer.Answered;

/**
 * Objects that are asked for together, when the first of them is wanted: addresses that a server
 * gives are good for minutes. Safe for use by several threads once it is filled.
 */
final class LfsBatch {
  private final LfsServer server;
  private final Set<LfsPointer> pointers = new LinkedHashSet<>();
  private @Nullable Map<String, Answered> answered;
  private @Nullable IOException failure;

  LfsBatch(LfsServer server) {
    this.server = server;
  }

  int size() {
    return pointers.size();
  }

  LfsBatch add(LfsPointer pointer) {
    pointers.add(pointer);
    return this;
  }

  Transport transport() {
    return server.network().transport();
  }

  /** Where an object is. What keeps one request from being answered is not asked for again. */
  synchronized RemoteFile file(LfsPointer pointer) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (answered == null) {
      try {
        answered = server.ask(List.copyOf(pointers));
      } catch (IOException failed) {
        failure = failed;
        throw failed;
      }
    }
    return switch (answered.get(pointer.oid())) {
      case Answered.Available(RemoteFile file) -> file;
      case Answered.Refused(String reason) -> throw new RemoteFailure(reason);
      case null -> throw new RemoteFailure("the Git LFS server did not answer for it");
    };
  }
}
