package io.github.zlpr.trainer.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Threads that share a piece of work, and are done with it before the next one begins. */
final class Crew implements AutoCloseable {

  private final int size;
  private final ExecutorService others;

  Crew(int size) {
    this.size = size;
    others =
        size == 1
            ? null
            : Executors.newFixedThreadPool(
                size - 1,
                task -> {
                  Thread thread = new Thread(task, "zlpr-sparse-trainer");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  int size() {
    return size;
  }

  /**
   * Does a piece of work.
   *
   * @param part what the thread with a number, from 0, does; 0 is the calling thread.
   */
  void run(IntConsumer part) {
    List<Future<?>> parts = new ArrayList<>();
    for (int member = 1; member < size; member++) {
      int number = member;
      parts.add(others.submit(() -> part.accept(number)));
    }
    part.accept(0);
    for (Future<?> other : parts) {
      join(other);
    }
  }

  private static void join(Future<?> part) {
    boolean interrupted = false;
    while (true) {
      try {
        part.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (others != null) {
      others.shutdown();
    }
  }
}
