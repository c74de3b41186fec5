package org.modelscan.container.zip;

/**
 * The ways in which two readers of one ZIP archive can see different content. What ordinary writers
 * do differently (sizes in a data descriptor, other extra fields, versions, the UTF-8 flag) is none
 * of them.
 */
public enum Disagreement {
  /**
   * A member is called differently by its local header. Python refuses it, PyTorch does not look.
   */
  NAMES("central directory and local header give different names"),
  /** Stored for one, compressed for the other. */
  METHODS("central directory and local header give different compression methods"),
  /** A member ends elsewhere. */
  SIZES("central directory and local header give different sizes"),
  /** The two checksums differ, whatever the content's is. */
  CHECKSUMS("central directory and local header give different checksums"),
  /** Encrypted for one, plain for the other; or said to be encrypted and plain. */
  ENCRYPTION("a member that is not encrypted is flagged as encrypted"),
  /** Checked by Python, not by PyTorch. */
  WRONG_CHECKSUM("a member's checksum is not that of its content"),
  /** Inflates to more or less than both headers say. */
  WRONG_SIZE("a member's size is not that of its content"),
  /** Python takes the last, others the first. */
  DUPLICATE("two members have the same name and different content"),
  /** Extracted as a folder by some, read as a file by others. */
  DIRECTORY("a directory has content"),
  /** Data that two members share. Bombs are made so; Python refuses it. */
  OVERLAP("members overlap"),
  /** Found by readers that go from start to end, as streams are read. */
  HIDDEN("a local header is in no central directory"),
  /** The directory's offset leads elsewhere. */
  NO_LOCAL_HEADER("the central directory names a member where there is none"),
  /** Which one counts depends on the search for the end record. */
  SEVERAL_DIRECTORIES("the archive has several central directories"),
  /** Readers differ in which of the two records they believe. */
  ZIP64("end record and ZIP64 end record differ"),
  /** Readers go by number or by size. */
  ENTRY_COUNT("the end record counts other entries than the central directory has"),
  /** As before. */
  DIRECTORY_SIZE("the end record gives another size than the central directory has"),
  /** Several readers refuse archives of several disks. */
  DISKS("disk numbers say that the archive has several parts"),
  /** Python refuses versions over 6.3; others do not look. */
  VERSION("a version is needed that does not exist"),
  /** Python and C end the name at the NUL. */
  NUL_IN_NAME("a name holds a NUL"),
  /** Only some readers know the extra field. */
  UNICODE_NAME("the Unicode name is another one");

  private final String what;

  Disagreement(String what) {
    this.what = what;
  }

  /** One clause for reports. */
  public String what() {
    return what;
  }
}
