package org.modelscan.format.hdf5;

import java.io.IOException;

/** What the walk shows each object to. */
@FunctionalInterface
public interface ObjectVisitor {
  /** Takes an object; each object of the file comes once, groups before what is in them. */
  void visit(Hdf5Object object) throws IOException;
}
