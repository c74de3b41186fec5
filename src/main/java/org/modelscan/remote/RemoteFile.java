package org.modelscan.remote;

import java.util.Optional;

/**
 * A file on a server, and what is known of it from elsewhere.
 *
 * @param request for all of it
 * @param size in bytes, where it is known; the server has to agree
 * @param sha256 64 hexadecimal digits in lower case, where it is known
 */
public record RemoteFile(Request request, Optional<Long> size, Optional<String> sha256) {}
