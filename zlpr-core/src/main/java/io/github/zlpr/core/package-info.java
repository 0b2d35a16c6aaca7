/**
 * The rules that all modules share, each said once: what a target is ({@link
 * io.github.zlpr.core.Targets}), which labels are true ({@link io.github.zlpr.core.Truth}), which
 * are predicted ({@link io.github.zlpr.core.PredictionRule}), seeded orders ({@link
 * io.github.zlpr.core.Seeds}), numerics with the same bits everywhere ({@link
 * io.github.zlpr.core.Exp}, {@link io.github.zlpr.core.Sums}) and the settings of components
 * ({@link io.github.zlpr.core.Settings}).
 */
package io.github.zlpr.core;
