package io.github.zlpr.trainer.linear;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A barrier for threads that meet every few microseconds.
 *
 * <p>Who comes early spins for about as long as a thread needs to go to sleep and wake up, then
 * parks, so that cores which are needed elsewhere are not burnt. All that a thread wrote before it
 * came is visible to all others when they leave.
 */
final class SpinBarrier {

  /** Thrown to the parties that wait for one which has failed. */
  static final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenException() {
      super("another training thread has failed");
    }
  }

  private static final int SPINS = 5_000;

  private final int parties;
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicReferenceArray<Thread> parked;
  private volatile int phase;
  private volatile boolean broken;

  SpinBarrier(int parties) {
    this.parties = parties;
    parked = new AtomicReferenceArray<>(parties);
  }

  /**
   * Waits for all parties.
   *
   * @param party the number of the caller, in [0, parties).
   * @throws BrokenException if another party will not come.
   */
  void await(int party) {
    if (parties == 1) {
      return;
    }
    int current = phase;
    if (arrived.incrementAndGet() == parties) {
      arrived.set(0);
      release(current);
    } else {
      waitForNext(party, current);
    }
    if (broken) {
      throw new BrokenException();
    }
  }

  /** Lets all parties that wait, or will, go on with an exception. */
  void breakUp() {
    broken = true;
    release(phase);
  }

  @SuppressWarnings(
      "NonAtomicVolatileUpdate") // Only the last party to arrive writes, or it is over.
  private void release(int current) {
    phase = current + 1;
    for (int party = 0; party < parties; party++) {
      LockSupport.unpark(parked.get(party));
    }
  }

  private void waitForNext(int party, int current) {
    for (int spin = 0; spin < SPINS && phase == current && !broken; spin++) {
      Thread.onSpinWait();
    }
    if (phase != current || broken) {
      return;
    }
    // Set before phase is read again: whoever changes it afterwards sees whom to wake.
    parked.set(party, Thread.currentThread());
    while (phase == current && !broken) {
      LockSupport.park(this);
    }
    parked.set(party, null);
  }
}
