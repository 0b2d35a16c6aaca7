/** The evaluation of a model as one HTML page that opens offline. */
package io.github.zlpr.experiment.report;
