/**
 * Experiments: a configuration that is run, written down and run again.
 *
 * <p>{@link io.github.zlpr.experiment.Experiment} trains and evaluates, {@link
 * io.github.zlpr.experiment.ExperimentFiles} writes what it gave, {@link
 * io.github.zlpr.experiment.Reproduction} repeats it from nothing but the model and the data, and
 * compares. {@link io.github.zlpr.experiment.Configurations} loads OLCUT configurations. These are
 * what embedders use; {@link io.github.zlpr.experiment.provenance} rebuilds what a provenance
 * records.
 */
package io.github.zlpr.experiment;
