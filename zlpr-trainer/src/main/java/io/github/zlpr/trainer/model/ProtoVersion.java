package io.github.zlpr.trainer.model;

/** The version of a protobuf message, which tells what a later release may have added to it. */
public final class ProtoVersion {

  private ProtoVersion() {}

  /**
   * Refuses a message of a later release.
   *
   * @param version the version that the message has.
   * @param current the latest version that the class reads.
   * @throws IllegalArgumentException if the version is negative or above the current one.
   */
  public static void require(int version, int current) {
    if (version < 0 || version > current) {
      throw new IllegalArgumentException(
          "Unknown version " + version + ", this class supports at most version " + current);
    }
  }
}
