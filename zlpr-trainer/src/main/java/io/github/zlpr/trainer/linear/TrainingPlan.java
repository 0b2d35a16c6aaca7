package io.github.zlpr.trainer.linear;

/**
 * What one training does.
 *
 * @param order the numbers of the examples to train on, increasing.
 * @param learningRate the first learning rate, relative to the norm of a typical example.
 * @param epochs the number of passes over the examples.
 * @param seed the seed of order and sparsification.
 */
record TrainingPlan(int[] order, double learningRate, int epochs, long seed) {}
