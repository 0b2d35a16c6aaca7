package io.github.zlpr.experiment.provenance;

/** A run cannot be rebuilt from a model; the message says which part is missing and where. */
public final class IrreproducibleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public IrreproducibleException(String message) {
    super(message);
  }
}
