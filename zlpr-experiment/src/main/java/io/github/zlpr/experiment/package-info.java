/** Experiments: a configuration that is run, written down and run again. */
package io.github.zlpr.experiment;
