package org.modelscan.container.zip;

/**
 * One way to read a member's content: what a reader does that believes one of its headers.
 *
 * @param dataOffset where the data starts
 * @param dataLength bytes of data in the archive, perhaps more than there are
 * @param method compression method (APPNOTE 4.4.5)
 * @param size bytes of content, or -1 where it is not known
 * @param crc CRC-32 of the content, or -1 where it is not known
 */
public record Reading(long dataOffset, long dataLength, int method, long size, long crc) {
  /** Method of content that is not compressed. */
  public static final int STORED = 0;

  /** Method number that stands for AES encryption (APPNOTE 4.4.5). */
  public static final int AES = 99;
}
