/**
 * What provenance records, read back: configured objects and data sets are built again, their files
 * are found, and what was recorded is compared with what is now.
 *
 * <p>For embedders are {@link io.github.zlpr.experiment.provenance.RunRecord} and what {@link
 * io.github.zlpr.experiment.Reproduction} gives: {@link
 * io.github.zlpr.experiment.provenance.Finding} and {@link
 * io.github.zlpr.experiment.provenance.IrreproducibleException}. The rest serves the packages
 * beside this one. Changing a configured object and building it is done by {@link
 * io.github.zlpr.core.Recorded}.
 */
package io.github.zlpr.experiment.provenance;
