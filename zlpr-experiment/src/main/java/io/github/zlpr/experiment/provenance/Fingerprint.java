package io.github.zlpr.experiment.provenance;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.zlpr.core.Sha256;

/**
 * A hash that tells whether two runs have the same configuration and data. Provenances have the
 * hashes of the files that were read; times are left out, so that a file that was touched is the
 * same.
 */
public final class Fingerprint {

  private final Sha256 sha = new Sha256();

  /** A fingerprint of nothing yet. */
  public Fingerprint() {}

  /**
   * Adds a part, such as a name or a seed.
   *
   * @param part the part; its text counts.
   * @return this fingerprint.
   */
  public Fingerprint add(Object part) {
    sha.add(String.valueOf(part));
    return this;
  }

  /**
   * Adds a provenance with all that is in it.
   *
   * @param provenance the provenance.
   * @return this fingerprint.
   */
  public Fingerprint add(Provenance provenance) {
    sha.add(FlatProvenance.hash(FlatProvenance.of(provenance)));
    return this;
  }

  /**
   * The hash of all that was added. Call it once.
   *
   * @return 64 hexadecimal digits.
   */
  public String hash() {
    return sha.hex();
  }
}
