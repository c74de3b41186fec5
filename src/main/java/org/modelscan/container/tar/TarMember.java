package org.modelscan.container.tar;

import java.util.List;
import org.modelscan.bytes.Bytes;

/**
 * A member of a tar archive.
 *
 * @param name as the header, GNU's long name or the pax record has it
 * @param type the type flag
 * @param link the target of a link, or an empty string
 * @param contents its content, in each way in which a reader may read it; empty for what has none
 */
public record TarMember(String name, char type, String link, List<Bytes> contents) {
  /** Copies the list. */
  public TarMember {
    contents = List.copyOf(contents);
  }

  /** Whether it is a symbolic link. */
  public boolean isSymbolicLink() {
    return type == '2';
  }

  /** Whether it is a link to another member. */
  public boolean isHardLink() {
    return type == '1';
  }
}
