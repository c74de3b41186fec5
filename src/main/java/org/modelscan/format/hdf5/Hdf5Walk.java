package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;

/**
 * A walk over all objects of a file that hard links reach from the root. Each object header is read
 * once, so that links in a circle end; other links are shown and never followed. Where an object is
 * damaged, the others are still visited.
 */
public final class Hdf5Walk {
  /** Levels of groups inside groups: more than any writer makes. */
  private static final int DEPTH = 256;

  private final Hdf5File file;
  private final Set<Long> visited = new HashSet<>();
  private final Deque<Pending> pending = new ArrayDeque<>();

  private record Pending(ObjectPath path, long address) {}

  private Hdf5Walk(Hdf5File file) {
    this.file = file;
  }

  /** Offset of the signature, where it stands at 0, 512, 1024, 2048 … before {@code limit}. */
  public static OptionalLong locate(Bytes bytes, long limit) throws IOException {
    return Superblock.locate(bytes, limit);
  }

  /**
   * Opens a file whose signature stands at {@code base}.
   *
   * @param problems hears what cannot be read
   * @throws MalformedInput where the superblock is damaged
   */
  public static Hdf5Walk open(Bytes bytes, long base, Budget budget, Problems problems)
      throws IOException {
    Superblock superblock = Superblock.read(bytes, base);
    Hdf5Walk walk = new Hdf5Walk(new Hdf5File(bytes, superblock, budget, problems));
    walk.extension();
    return walk;
  }

  /** What the end of the file should be and is not: bytes that are missing, 0 where none is. */
  public long missing() throws IOException {
    return Math.max(0, file.superblock().end() - file.bytes().size());
  }

  /** The superblock's version. */
  public int version() {
    return file.superblock().version();
  }

  /** Visits the root group alone. */
  public void visitRoot(ObjectVisitor visitor) throws IOException {
    visitor.visit(read(new Pending(ObjectPath.ROOT, file.superblock().root())));
  }

  /** Visits all objects, the root group first. */
  public void visitAll(ObjectVisitor visitor) throws IOException {
    pending.push(new Pending(ObjectPath.ROOT, file.superblock().root()));
    while (!pending.isEmpty()) {
      Pending next = pending.pop();
      try {
        file.step();
        if (visited.add(next.address)) {
          Hdf5Object object = read(next);
          visitor.visit(object);
          descend(object);
        }
      } catch (MalformedInput malformed) {
        file.problem(malformed.offset(), malformed.reason() + " in " + next.path);
      }
    }
  }

  private Hdf5Object read(Pending next) throws IOException {
    ObjectHeader header = ObjectHeader.read(file, next.address);
    List<Attribute> attributes = Attribute.readAll(file, header.messages());
    List<Link> links = GroupLinks.read(file, header.messages());
    Optional<Dataset> dataset = Optional.empty();
    try {
      dataset = Dataset.read(file, header);
    } catch (MalformedInput malformed) {
      file.problem(malformed.offset(), malformed.reason() + " in " + next.path);
    }
    return new Hdf5Object(next.path, header.offset(), attributes, links, dataset.orElse(null));
  }

  private void descend(Hdf5Object object) throws IOException {
    for (Link link : object.links().reversed()) {
      if (link instanceof Link.Hard hard) {
        verify(
            object.path().depth() < DEPTH,
            object.offset(),
            "groups nested deeper than " + DEPTH + " levels");
        file.keep();
        pending.push(new Pending(object.path().below(hard.name()), hard.address()));
      }
    }
  }

  /** Text values of an attribute, however they are stored. */
  public List<StoredText> texts(Attribute attribute) throws IOException {
    return new StoredValues(file).texts(attribute);
  }

  /** The stored data of a dataset. */
  public DatasetContents contents(Dataset dataset) {
    return new DatasetContents(file, dataset);
  }

  /**
   * What the superblock extension adds: where shared messages are, and that the file is one of
   * several.
   */
  private void extension() throws IOException {
    Superblock superblock = file.superblock();
    if (superblock.driver() != Fields.UNDEFINED) {
      Fields in = file.at(superblock.driver());
      in.skip(8);
      driver(in.text(8));
    }
    if (superblock.extension() == Fields.UNDEFINED) {
      return;
    }
    try {
      ObjectHeader header = ObjectHeader.read(file, superblock.extension());
      header.first(Message.SHARED_TABLE).ifPresent(file.sharedMessages()::locate);
      Optional<Message> driver = header.first(Message.DRIVER);
      if (driver.isPresent()) {
        Fields in = driver.get().fields(file);
        in.skip(1);
        driver(in.text(8));
      }
    } catch (MalformedInput malformed) {
      file.problem(malformed);
    }
  }

  /** Files of the multi and family drivers hold only a part of the data: section II.B. */
  private void driver(String name) {
    file.problem(-1, "a part of a file that is split over several (driver " + name + ")");
  }
}
