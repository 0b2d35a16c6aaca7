package io.github.zlpr.core;

import java.util.Arrays;

/**
 * Numbers names in the order of their first appearance, in 20 to 40 bytes each besides the text.
 */
final class NameTable {

  /** No entry, since numbers are not negative. */
  private static final long EMPTY = -1L;

  private String[] names = new String[1 << 10];

  /**
   * At the places of their hashes, the names' hashes and numbers; at most half full. With the hash
   * beside it, another name is told without looking at its text.
   */
  private long[] table = new long[1 << 12];

  private int size;

  NameTable() {
    Arrays.fill(table, EMPTY);
  }

  int size() {
    return size;
  }

  String name(int number) {
    return names[number];
  }

  /** The number of a name, a new one if need be. */
  int number(String name) {
    int hash = mixed(name.hashCode());
    int place = hash & (table.length - 1);
    while (table[place] != EMPTY) {
      int number = (int) table[place];
      if ((int) (table[place] >>> Integer.SIZE) == hash && names[number].equals(name)) {
        return number;
      }
      place = (place + 1) & (table.length - 1);
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
    }
    names[size] = name;
    table[place] = entry(hash, size++);
    if (2 * size > table.length) {
      grow();
    }
    return size - 1;
  }

  private static long entry(int hash, int number) {
    return (long) hash << Integer.SIZE | number;
  }

  private static int mixed(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  private void grow() {
    long[] old = table;
    table = new long[2 * old.length];
    Arrays.fill(table, EMPTY);
    for (long entry : old) {
      if (entry != EMPTY) {
        int place = (int) (entry >>> Integer.SIZE) & (table.length - 1);
        while (table[place] != EMPTY) {
          place = (place + 1) & (table.length - 1);
        }
        table[place] = entry;
      }
    }
  }
}
