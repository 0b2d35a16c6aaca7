/** The trainer for thousands of labels: weights only where a feature and a label occur together. */
package io.github.zlpr.trainer.sparse;
