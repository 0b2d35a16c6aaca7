package io.github.zlpr.trainer.linear;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Where a training is after an epoch.
 *
 * @param epoch the number of epochs done.
 * @param epochs the number of epochs to do; early stopping may end the training before.
 * @param meanLoss the weighted mean of the losses in this epoch, each before its example's update.
 * @param validation the metric of the examples held out, if there are any.
 * @param bestEpoch the epoch with the best validation metric so far; {@code epoch} if none is held
 *     out.
 * @param examplesPerSecond the speed of this epoch, without validation and checkpoint.
 * @param remaining the estimated time to the end of all epochs.
 */
public record TrainingProgress(
    int epoch,
    int epochs,
    double meanLoss,
    OptionalDouble validation,
    int bestEpoch,
    double examplesPerSecond,
    Duration remaining) {}
