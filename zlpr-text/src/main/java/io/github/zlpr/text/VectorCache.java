package io.github.zlpr.text;

import io.github.zlpr.core.AtomicFile;
import io.github.zlpr.core.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Vectors of texts on disk, for one encoder with its settings.
 *
 * <p>A folder has a folder for each encoder, and that has files of some thousand vectors. A file is
 * complete or absent, and never changes: so any number of processes may read and write the cache at
 * once. Where there are more bytes than allowed, the files that were not used for longest are
 * deleted.
 *
 * <p>A file is, the highest byte first: {@value #MAGIC}, the number n of vectors, n times the first
 * 16 bytes of the SHA-256 of a text and the number of its components, the components as floats, and
 * {@value #MAGIC} again. One that is damaged is told, and not used.
 */
final class VectorCache {
  private static final Logger logger = Logger.getLogger(VectorCache.class.getName());

  /** "ZVEC" and the version of the form. */
  private static final long MAGIC = 0x5A56454300000001L;

  private static final String SUFFIX = ".vectors";

  /** Keeps nothing. */
  static final VectorCache NONE = new VectorCache(null, null, 0);

  private final Path root;
  private final Path folder;
  private final long mostBytes;
  private final Map<Key, Place> places = new HashMap<>();

  /** A text. */
  private record Key(long high, long low) {

    static Key of(String text) {
      ByteBuffer hash = ByteBuffer.wrap(new Sha256().add(text).bytes());
      return new Key(hash.getLong(), hash.getLong());
    }
  }

  /** Where a vector is. */
  private record Place(float[] components, int start, int length) {}

  private VectorCache(Path root, Path folder, long mostBytes) {
    this.root = root;
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /**
   * Opens a cache, and reads what it has for an encoder.
   *
   * @param root the folder; created if it does not exist.
   * @param encoder tells encoders with their settings apart.
   * @param megabytes the most megabytes in the folder.
   * @throws IOException if the folder cannot be read or written to.
   */
  static VectorCache open(Path root, String encoder, int megabytes) throws IOException {
    Path folder = root.resolve(encoder.substring(0, 32));
    AtomicFile.requireWritable(folder);
    VectorCache cache = new VectorCache(root, folder, megabytes * 1_000_000L);
    for (Path file : files(folder)) {
      cache.read(file);
    }
    return cache;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, 2)) {
      return all.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      Map<Key, Place> read = readSegment(in, Files.size(file));
      if (read == null) {
        logger.warning(file + ": is damaged and not used; delete it");
        return;
      }
      places.putAll(read);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (NoSuchFileException e) {
      logger.fine(() -> file + ": deleted by another process");
    }
  }

  /** Null if it is damaged. */
  private static Map<Key, Place> readSegment(DataInputStream in, long size) throws IOException {
    try {
      if (in.readLong() != MAGIC) {
        return null;
      }
      int count = in.readInt();
      if (count < 0 || count > size) {
        return null;
      }
      Key[] keys = new Key[count];
      int[] lengths = new int[count];
      int total = 0;
      for (int i = 0; i < count; i++) {
        keys[i] = new Key(in.readLong(), in.readLong());
        lengths[i] = in.readInt();
        if (lengths[i] < 0 || lengths[i] > size - total) {
          return null;
        }
        total += lengths[i];
      }
      float[] components = new float[total];
      ByteBuffer.wrap(in.readNBytes(Float.BYTES * total)).asFloatBuffer().get(components);
      if (in.readLong() != MAGIC) {
        return null;
      }
      Map<Key, Place> places = new HashMap<>();
      int start = 0;
      for (int i = 0; i < count; i++) {
        places.put(keys[i], new Place(components, start, lengths[i]));
        start += lengths[i];
      }
      return places;
    } catch (EOFException | IllegalArgumentException | BufferUnderflowException e) {
      return null;
    }
  }

  /** The vector of a text, or null if it is not known. */
  float[] get(String text) {
    Place place = places.isEmpty() ? null : places.get(Key.of(text));
    if (place == null) {
      return null;
    }
    float[] vector = new float[place.length()];
    System.arraycopy(place.components(), place.start(), vector, 0, vector.length);
    return vector;
  }

  /**
   * Keeps vectors.
   *
   * @param vectors by text.
   * @throws UncheckedIOException if they cannot be written; nothing is left of them then.
   */
  void add(Map<String, float[]> vectors) {
    if (folder == null || vectors.isEmpty()) {
      return;
    }
    try {
      AtomicFile.write(folder.resolve(UUID.randomUUID() + SUFFIX), file -> write(file, vectors));
      makeRoom();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the cache " + root + " cannot be written: " + e + "; make room or choose another", e);
    }
  }

  private static void write(Path file, Map<String, float[]> vectors) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeLong(MAGIC);
      out.writeInt(vectors.size());
      for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
        Key key = Key.of(vector.getKey());
        out.writeLong(key.high());
        out.writeLong(key.low());
        out.writeInt(vector.getValue().length);
      }
      for (float[] vector : vectors.values()) {
        for (float component : vector) {
          out.writeFloat(component);
        }
      }
      out.writeLong(MAGIC);
    }
  }

  private void makeRoom() throws IOException {
    record Used(Path file, FileTime time, long size) {}
    List<Used> files = new ArrayList<>();
    long total = 0;
    for (Path file : files(root)) {
      try {
        Used used = new Used(file, Files.getLastModifiedTime(file), Files.size(file));
        files.add(used);
        total += used.size();
      } catch (NoSuchFileException e) {
        logger.fine(() -> file + ": deleted by another process");
      }
    }
    files.sort(Comparator.comparing(Used::time));
    for (Used used : files) {
      if (total <= mostBytes) {
        return;
      }
      Files.deleteIfExists(used.file());
      total -= used.size();
    }
  }
}
