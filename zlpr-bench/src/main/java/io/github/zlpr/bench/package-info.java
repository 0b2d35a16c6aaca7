/**
 * Benchmarks and fuzzing. One command builds them all, and each class says how to run it:
 *
 * <pre>
 *   ./mvnw -q -P bench -pl zlpr-bench -am -DskipTests -Dmaven.javadoc.skip package
 * </pre>
 */
package io.github.zlpr.bench;
