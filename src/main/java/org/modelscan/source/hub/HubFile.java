package org.modelscan.source.hub;

import java.util.Optional;

/**
 * A file as a repository lists it.
 *
 * @param path in the repository
 * @param size in bytes, of the content and not of a pointer to it
 * @param sha256 of the content, where it is in Git LFS or Xet storage
 */
record HubFile(String path, long size, Optional<String> sha256) {}
