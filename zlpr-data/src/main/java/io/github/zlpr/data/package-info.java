/**
 * Multi-label data sources for Tribuo, all configurable, with hash, size and time of what they read
 * in their provenance.
 */
package io.github.zlpr.data;
