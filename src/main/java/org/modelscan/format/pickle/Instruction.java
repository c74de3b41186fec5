package org.modelscan.format.pickle;

/**
 * One opcode with its argument, as it stands in the file.
 *
 * @param offset of the opcode
 * @param opcode which
 * @param content offset of the argument's content, after its length
 * @param length bytes of content
 * @param end offset of the next opcode
 */
record Instruction(long offset, Opcode opcode, long content, long length, long end) {}
