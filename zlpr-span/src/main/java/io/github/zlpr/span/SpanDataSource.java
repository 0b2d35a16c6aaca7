package io.github.zlpr.span;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Sentences with the spans that are marked in them, read one after the other each time it is
 * iterated.
 *
 * <p>Iterators throw {@link io.github.zlpr.core.InvalidDataException} at what is not as it should
 * be.
 */
public interface SpanDataSource
    extends Iterable<Sentence>, Configurable, Provenancable<DataSourceProvenance> {}
