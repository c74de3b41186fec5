package org.modelscan.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A body as a stream that does not wait for ever: the runtime's own stream blocks as long as a
 * server keeps the connection open and sends nothing. Holds no more than what was received at once.
 */
final class BodyStream extends InputStream implements BodySubscriber<InputStream> {
  /** What the connection tells the reader. */
  private sealed interface Event {
    record Received(List<ByteBuffer> buffers) implements Event {}

    record Failed(Throwable cause) implements Event {}

    record Ended() implements Event {}
  }

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
  private final Duration idle;
  private final Traffic traffic;
  private @Nullable Event last;

  BodyStream(Duration idle, Traffic traffic) {
    this.idle = idle;
    this.traffic = traffic;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription.complete(given);
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> received) {
    events.add(new Event.Received(received));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Event.Failed(cause));
  }

  @Override
  public void onComplete() {
    events.add(new Event.Ended());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (buffers.isEmpty() || !buffers.getFirst().hasRemaining()) {
      buffers.poll();
      if (buffers.isEmpty() && !receive()) {
        return -1;
      }
    }
    ByteBuffer first = buffers.getFirst();
    int count = Math.min(length, first.remaining());
    first.get(into, at, count);
    return count;
  }

  /** Waits for more; false at the end. */
  private boolean receive() throws IOException {
    if (last == null) {
      Event event = next();
      if (event instanceof Event.Received(List<ByteBuffer> received)) {
        received.forEach(buffer -> traffic.received(buffer.remaining()));
        buffers.addAll(received);
        subscription.join().request(1);
        return true;
      }
      last = event;
    }
    if (last instanceof Event.Failed(Throwable cause)) {
      throw new IOException("the connection broke", cause);
    }
    return false;
  }

  private Event next() throws IOException {
    try {
      Event event = events.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        close();
        throw new IOException("the server sent nothing for " + idle.toSeconds() + " s");
      }
      return event;
    } catch (InterruptedException interrupted) {
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Ends the connection where the body was not read to its end. */
  @Override
  public void close() {
    if (last == null) {
      last = new Event.Ended();
      buffers.clear();
      Future<?> _ = subscription.thenAccept(Flow.Subscription::cancel);
    }
  }
}
