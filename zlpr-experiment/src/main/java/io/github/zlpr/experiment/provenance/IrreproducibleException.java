package io.github.zlpr.experiment.provenance;

/** A run cannot be rebuilt from a model; the message says which part is missing and where. */
public final class IrreproducibleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception.
   *
   * @param message what is missing, where, and what to do.
   */
  public IrreproducibleException(String message) {
    super(message);
  }
}
