/** What must survive: other JVMs, kills, full disks, long runs and many threads. */
package io.github.zlpr.cli.survival;
