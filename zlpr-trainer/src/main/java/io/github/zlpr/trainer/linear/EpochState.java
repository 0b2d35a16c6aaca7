package io.github.zlpr.trainer.linear;

import java.io.IOException;

/** Where the epochs of a training are. */
public final class EpochState {

  private int done;
  private int best;
  private double bestValue;

  /** Before the first epoch. */
  public EpochState() {}

  /** The number of epochs done. */
  int done() {
    return done;
  }

  /** The epoch with the best validation metric, from 1; 0 if there is none yet. */
  int best() {
    return best;
  }

  /** The best validation metric, if there is a best epoch. */
  double bestValue() {
    return bestValue;
  }

  /** One more epoch is done. */
  void next() {
    done++;
  }

  /** The last epoch is the best one, with this validation metric. */
  void setBest(double value) {
    best = done;
    bestValue = value;
  }

  /**
   * Writes this state into a checkpoint.
   *
   * @param out the checkpoint.
   * @throws IOException if it cannot be written.
   */
  public void write(CheckpointFile.Output out) throws IOException {
    out.writeInt(done);
    out.writeInt(best);
    out.writeDouble(bestValue);
  }

  /**
   * Takes the state in a checkpoint.
   *
   * @param in the checkpoint.
   * @throws IOException if it cannot be read.
   */
  public void read(CheckpointFile.Input in) throws IOException {
    done = in.readInt();
    best = in.readInt();
    bestValue = in.readDouble();
  }
}
