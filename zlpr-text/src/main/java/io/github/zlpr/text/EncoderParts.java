package io.github.zlpr.text;

import ai.onnxruntime.OrtEnvironment;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * An encoder and its tokenizer. Their files are read once in a process, whoever uses them. The
 * encoder is loaded by threads of its own, while the tokenizer and all else is made ready; what is
 * wrong with it is told when the first text is encoded.
 */
final class EncoderParts {

  private static final Cleaner CLEANER = Cleaner.create();
  private static final Map<Key, WeakReference<EncoderParts>> SHARED = new HashMap<>();

  private final EncoderFile tokenizerFile;
  private final String modelDigest;
  private final String tokenizerDigest;
  private final WordPieces tokenizer;
  private final CompletableFuture<Encoder> loading;
  private Encoder encoder;

  /** What tells encoders apart. */
  private record Key(String model, String tokenizer, String output, Pooling pooling) {}

  private EncoderParts(
      EncoderFile modelFile, EncoderFile tokenizerFile, String output, Pooling pooling) {
    this.tokenizerFile = tokenizerFile;
    CompletableFuture<OrtEnvironment> runtime = CompletableFuture.supplyAsync(Encoder::runtime);
    CompletableFuture<byte[]> content = CompletableFuture.supplyAsync(modelFile::read);
    CompletableFuture<String> digest = content.thenApplyAsync(EncoderFile::digest);
    CompletableFuture<Encoder> loaded =
        content.thenCombineAsync(
            runtime,
            (bytes, environment) -> new Encoder(environment, modelFile, bytes, output, pooling));
    CLEANER.register(this, () -> close(loaded));
    loading = loaded;
    byte[] tokens = tokenizerFile.read();
    tokenizerDigest = EncoderFile.digest(tokens);
    tokenizer = WordPieces.read(tokenizerFile, tokens);
    modelDigest = await(digest);
  }

  private static void close(CompletableFuture<Encoder> loaded) {
    if (!loaded.isCompletedExceptionally()) {
      loaded.join().close();
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * An encoder, shared with all who use it already.
   *
   * @param model its ONNX file.
   * @param tokenizer its tokenizer.json.
   * @param output the name of the output, or empty.
   * @param pooling how its numbers become one vector.
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a file is missing, or the
   *     tokenizer is none that is supported.
   */
  static EncoderParts of(EncoderFile model, EncoderFile tokenizer, String output, Pooling pooling) {
    Key key = new Key(model.state(), tokenizer.state(), output, pooling);
    synchronized (SHARED) {
      SHARED.values().removeIf(reference -> reference.get() == null);
      WeakReference<EncoderParts> reference = SHARED.get(key);
      EncoderParts known = reference == null ? null : reference.get();
      if (known == null) {
        known = new EncoderParts(model, tokenizer, output, pooling);
        SHARED.put(key, new WeakReference<>(known));
      }
      return known;
    }
  }

  /** The SHA-256 hash of the ONNX file. */
  String modelDigest() {
    return modelDigest;
  }

  /** The SHA-256 hash of the tokenizer. */
  String tokenizerDigest() {
    return tokenizerDigest;
  }

  /** The tokenizer. */
  WordPieces tokenizer() {
    return tokenizer;
  }

  /**
   * The encoder.
   *
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if it is none, or does not fit the
   *     tokenizer.
   */
  synchronized Encoder encoder() {
    if (encoder == null) {
      Encoder loaded = await(loading);
      loaded.requireTokens(tokenizer, tokenizerFile);
      encoder = loaded;
    }
    return encoder;
  }
}
