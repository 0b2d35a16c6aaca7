/** Models that select labels by another rule than a threshold alone. */
package io.github.zlpr.trainer.rule;
