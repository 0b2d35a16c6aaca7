package io.github.zlpr.trainer.linear;

import java.util.ArrayList;
import java.util.List;

/** Threads that do one piece of work together and meet at a barrier while they do it. */
final class BarrierThreads {

  /** The part of one thread. */
  @FunctionalInterface
  interface Part {

    /**
     * Does the part.
     *
     * @param member the number of the thread, in [0, size).
     * @param barrier where the threads can meet.
     */
    void run(int member, SpinBarrier barrier);
  }

  private final int size;

  BarrierThreads(int size) {
    this.size = size;
  }

  int size() {
    return size;
  }

  /**
   * Runs all parts, the first of them in the calling thread.
   *
   * @param part what each thread does.
   * @throws RuntimeException what a part has thrown.
   */
  void run(Part part) {
    SpinBarrier barrier = new SpinBarrier(size);
    if (size == 1) {
      part.run(0, barrier);
      return;
    }
    Throwable[] failures = new Throwable[size];
    List<Thread> threads = new ArrayList<>();
    for (int member = 1; member < size; member++) {
      int number = member;
      Thread thread =
          new Thread(() -> runPart(part, number, barrier, failures), "zlpr-trainer-" + number);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    runPart(part, 0, barrier, failures);
    threads.forEach(BarrierThreads::join);
    throwFirst(failures);
  }

  private static void runPart(Part part, int member, SpinBarrier barrier, Throwable[] failures) {
    try {
      part.run(member, barrier);
    } catch (SpinBarrier.BrokenException e) {
      // The party that broke it up has its own failure.
      return;
    } catch (RuntimeException | Error e) {
      failures[member] = e;
      barrier.breakUp();
    }
  }

  private static void throwFirst(Throwable[] failures) {
    for (Throwable failure : failures) {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
