/** Files that are complete or absent. */
package io.github.zlpr.trainer.io;
