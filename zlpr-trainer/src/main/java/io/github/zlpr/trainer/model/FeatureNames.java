package io.github.zlpr.trainer.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The names of features by id, and their ids by name.
 *
 * <p>All names are in one array of bytes, and an open-addressed hash table has their ids: about 12
 * bytes for each feature besides the text, where a map of strings has 150. They are made from the
 * file's front-coded names in one pass that makes no object for any of them.
 */
final class FeatureNames implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int EMPTY = -1;

  private final byte[] text;
  private final int[] starts;

  /** Ids at the places of their hashes; at most half full. */
  private final int[] table;

  private FeatureNames(byte[] text, int[] starts) {
    this.text = text;
    this.starts = starts;
    table = new int[Integer.highestOneBit(Math.max(1, starts.length - 1)) << 2];
    Arrays.fill(table, EMPTY);
    for (int id = 0; id < size(); id++) {
      int place = place(text, starts[id], starts[id + 1]);
      if (table[place] != EMPTY) {
        throw new IllegalArgumentException("two features are named '" + get(id) + "'");
      }
      table[place] = id;
    }
  }

  /**
   * Takes names.
   *
   * @param names the names by id.
   * @return the names.
   * @throws IllegalArgumentException if a name occurs twice.
   */
  static FeatureNames of(List<String> names) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int[] starts = new int[names.size() + 1];
    for (int id = 0; id < names.size(); id++) {
      text.writeBytes(names.get(id).getBytes(StandardCharsets.UTF_8));
      starts[id + 1] = text.size();
    }
    return new FeatureNames(text.toByteArray(), starts);
  }

  /**
   * Reads front-coded names.
   *
   * @param size the number of names.
   * @param encoded what {@link #encode} gave.
   * @return the names.
   * @throws IOException if the bytes are not so many names.
   */
  static FeatureNames decode(int size, ByteString encoded) throws IOException {
    CodedInputStream in = encoded.newCodedInput();
    byte[] text = new byte[Math.max(16, 2 * encoded.size())];
    int[] starts = new int[size + 1];
    for (int id = 0; id < size; id++) {
      int start = starts[id];
      int shared = in.readRawVarint32();
      int own = in.readRawVarint32();
      int before = id == 0 ? 0 : start - starts[id - 1];
      if (shared < 0 || shared > before || own < 0 || own > encoded.size()) {
        throw new IOException("the names of the features are damaged");
      }
      int end = start + shared + own;
      if (end > text.length) {
        text = Arrays.copyOf(text, Math.max(end, 2 * text.length));
      }
      System.arraycopy(text, start - before, text, start, shared);
      for (int i = start + shared; i < end; i++) {
        text[i] = in.readRawByte();
      }
      starts[id + 1] = end;
    }
    return new FeatureNames(Arrays.copyOf(text, starts[size]), starts);
  }

  /** Each name as what it does not share with the start of the one before. */
  ByteString encode() {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (int id = 0; id < size(); id++) {
        int before = starts[Math.max(0, id - 1)];
        int length = starts[id + 1] - starts[id];
        int shared = 0;
        while (shared < Math.min(starts[id] - before, length)
            && text[before + shared] == text[starts[id] + shared]) {
          shared++;
        }
        out.writeUInt32NoTag(shared);
        out.writeUInt32NoTag(length - shared);
        out.write(text, starts[id] + shared, length - shared);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }

  int size() {
    return starts.length - 1;
  }

  /** The name with an id. */
  String get(int id) {
    return new String(text, starts[id], starts[id + 1] - starts[id], StandardCharsets.UTF_8);
  }

  /** The id of a name, −1 if there is none. */
  int find(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    return table[place(wanted, 0, wanted.length)];
  }

  /** Where a name is in the table, or where it would be put. */
  private int place(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int place = mixed(hash) & (table.length - 1);
    while (table[place] != EMPTY && !isAt(table[place], bytes, from, to)) {
      place = (place + 1) & (table.length - 1);
    }
    return place;
  }

  private boolean isAt(int id, byte[] bytes, int from, int to) {
    return Arrays.equals(text, starts[id], starts[id + 1], bytes, from, to);
  }

  /** The low bits of the hash of similar names are similar, too. */
  private static int mixed(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureNames names
        && Arrays.equals(starts, names.starts)
        && Arrays.equals(text, names.text);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(starts) + Arrays.hashCode(text);
  }
}
