/** The command line, {@code zlpr}. */
package io.github.zlpr.cli;
