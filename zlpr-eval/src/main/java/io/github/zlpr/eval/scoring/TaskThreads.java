package io.github.zlpr.eval.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/**
 * Threads that run independent tasks of one evaluation. With one thread everything runs in the
 * caller's.
 */
public final class TaskThreads implements AutoCloseable {

  private final int threads;
  private final ExecutorService executor;

  /**
   * Starts the threads.
   *
   * @param threads their number; 0 for one per core.
   */
  public TaskThreads(int threads) {
    this.threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    executor =
        this.threads == 1 ? null : Executors.newFixedThreadPool(this.threads, TaskThreads::daemon);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "ranking-evaluator");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The number of threads.
   *
   * @return at least 1.
   */
  public int threads() {
    return threads;
  }

  <R> Future<R> submit(Callable<R> task) {
    if (executor != null) {
      return executor.submit(task);
    }
    FutureTask<R> done = new FutureTask<>(task);
    done.run();
    return done;
  }

  /**
   * Runs tasks and waits for them.
   *
   * @param <R> what a task gives.
   * @param tasks how many.
   * @param task runs the task of a number.
   * @return their results in order.
   */
  public <R> List<R> all(int tasks, IntFunction<R> task) {
    List<Future<R>> futures = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      int number = i;
      futures.add(submit(() -> task.apply(number)));
    }
    List<R> results = new ArrayList<>(tasks);
    for (Future<R> future : futures) {
      results.add(join(future));
    }
    return results;
  }

  /** The result of a task, or what it threw. */
  static <R> R join(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while evaluating", e);
    }
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}
