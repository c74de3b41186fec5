package org.modelscan.format;

import org.modelscan.bytes.Bytes;

/**
 * One piece of content to read: a file, or a file inside one.
 *
 * @param name the last name: the file's path relative to the scanned root, or the member's name in
 *     its container
 * @param bytes its content
 * @param head its first bytes
 * @param depth levels of containers around it, 0 for a file
 * @param surroundings the files beside it
 */
public record Artifact(String name, Bytes bytes, Head head, int depth, Surroundings surroundings) {}
