/** Objects out of the provenance that recorded them. */
package io.github.zlpr.trainer.provenance;
