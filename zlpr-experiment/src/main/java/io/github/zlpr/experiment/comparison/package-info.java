/**
 * Several trainers on several data sets: what runs the cells of a comparison and keeps them, the
 * statistics that tell differences from chance, and the reports.
 *
 * <p>The component that is configured and run is {@link
 * io.github.zlpr.experiment.comparison.Comparison}.
 */
package io.github.zlpr.experiment.comparison;
