package org.modelscan.format.r;

import java.util.Set;

/**
 * Functions that reach out of R, or that find a function by a name that is computed. An argument
 * that was never used stays a promise when its function's environment is saved, which is ordinary;
 * one that would call these is not.
 */
final class Reaching {
  private static final Set<String> FUNCTIONS =
      Set.of(
          (".C .Call .External .Internal as.name as.symbol attach browseURL cat do.call"
                  + " download.file dyn.load file file.remove get get0 install.packages"
                  + " library.dynam load match.fun mget options parse pipe q quit readRDS"
                  + " reg.finalizer save saveRDS shell shell.exec sink socketConnection source"
                  + " str2expression str2lang Sys.setenv sys.source system system2 unlink url"
                  + " writeBin writeLines")
              .split(" "));

  private Reaching() {}

  /** Whether a name, or a string, is one of them. */
  static boolean contains(String name) {
    return FUNCTIONS.contains(name);
  }
}
