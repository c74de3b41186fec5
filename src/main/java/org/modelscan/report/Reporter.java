package org.modelscan.report;

import java.io.IOException;
import java.io.OutputStream;
import org.modelscan.policy.Decision;

/**
 * Turns a scan's results into bytes, in UTF-8. The same results give the same bytes; only the
 * console report tells the time that the scan took. Text that comes from scanned files is escaped
 * for where it goes ({@link Escape}).
 */
@FunctionalInterface
public interface Reporter {
  /**
   * Writes a whole report. The stream is flushed and stays open.
   *
   * @param decision what was found and what the policy makes of it
   * @throws IOException where the stream cannot take it
   */
  void write(Decision decision, OutputStream out) throws IOException;
}
