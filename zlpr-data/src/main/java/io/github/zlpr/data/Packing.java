package io.github.zlpr.data;

import io.github.zlpr.core.InvalidDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * How a file is packed. Its first bytes say so; its name does not matter.
 *
 * <p>Gzip, bzip2 and zip archives with one file are unpacked while they are read. Other forms are
 * refused by their name.
 */
final class Packing {

  /** A form that is refused: its first bytes, and the command that unpacks it. */
  private record Refused(String name, byte[] mark, int offset, String command) {}

  /** The mark of a tar archive stands there. */
  private static final int TAR_MARK = 257;

  private static final int HEAD = TAR_MARK + 5;
  private static final int BUFFER = 1 << 16;
  private static final int FILES_NAMED = 3;

  private static final byte[] GZIP = bytes(0x1F, 0x8B);
  private static final byte[] BZIP2 = text("BZh");
  private static final byte[] ZIP = bytes('P', 'K', 3, 4);
  private static final byte[] EMPTY_ZIP = bytes('P', 'K', 5, 6);

  private static final List<Refused> REFUSED =
      List.of(
          new Refused("compressed by xz", bytes(0xFD, '7', 'z', 'X', 'Z', 0), 0, "unxz"),
          new Refused("compressed by zstd", bytes(0x28, 0xB5, 0x2F, 0xFD), 0, "unzstd"),
          new Refused("compressed by lz4", bytes(0x04, 0x22, 0x4D, 0x18), 0, "unlz4"),
          new Refused("compressed by compress", bytes(0x1F, 0x9D), 0, "uncompress"),
          new Refused("a 7z archive", bytes('7', 'z', 0xBC, 0xAF, 0x27, 0x1C), 0, "7z x"),
          new Refused("a rar archive", text("Rar!\u001A\u0007"), 0, "unrar x"),
          new Refused("a tar archive", text("ustar"), TAR_MARK, "tar xf"));

  private Packing() {}

  /**
   * Unpacks a file.
   *
   * @param file the file.
   * @param raw its content from the beginning, as it is.
   * @return its content, unpacked.
   * @throws InvalidDataException if it is packed in a form that is not read here, packed twice, or
   *     an archive that does not hold one file.
   * @throws IOException if it cannot be read, or is no sound file of its form.
   */
  static InputStream unpack(Path file, InputStream raw) throws IOException {
    PushbackInputStream in = new PushbackInputStream(raw, HEAD);
    byte[] head = head(in);
    refuse(file, head, "");
    if (begins(head, GZIP, 0)) {
      return unpackedOnce(file, new GZIPInputStream(in, BUFFER));
    }
    if (begins(head, BZIP2, 0)) {
      return unpackedOnce(file, new BZip2CompressorInputStream(in, true));
    }
    if (begins(head, ZIP, 0) || begins(head, EMPTY_ZIP, 0)) {
      return unpackedOnce(file, onlyFile(file, in));
    }
    return in;
  }

  private static byte[] head(PushbackInputStream in) throws IOException {
    byte[] head = in.readNBytes(HEAD);
    in.unread(head);
    return head;
  }

  private static void refuse(Path file, byte[] head, String inside) {
    for (Refused form : REFUSED) {
      if (begins(head, form.mark, form.offset)) {
        throw new InvalidDataException(
            file,
            "is "
                + inside
                + form.name
                + "; unpack it first: "
                + form.command
                + " "
                + file.getFileName());
      }
    }
  }

  private static InputStream unpackedOnce(Path file, InputStream content) throws IOException {
    PushbackInputStream in = new PushbackInputStream(content, HEAD);
    byte[] head = head(in);
    refuse(file, head, "compressed and then ");
    if (begins(head, GZIP, 0) || begins(head, BZIP2, 0) || begins(head, ZIP, 0)) {
      throw new InvalidDataException(file, "is compressed twice; decompress it once");
    }
    return in;
  }

  /** The one file of an archive. */
  private static InputStream onlyFile(Path file, InputStream in) throws IOException {
    List<String> files;
    try (ZipFile archive = new ZipFile(file.toFile())) {
      files =
          archive.stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipEntry::getName)
              .filter(name -> !name.startsWith("__MACOSX/") && !name.endsWith(".DS_Store"))
              .toList();
    } catch (ZipException e) {
      throw new InvalidDataException(file, "the zip archive is damaged or cut off");
    }
    if (files.size() != 1) {
      String names = String.join(", ", files.subList(0, Math.min(FILES_NAMED, files.size())));
      throw new InvalidDataException(
          file,
          files.isEmpty()
              ? "is a zip archive without a file"
              : "is a zip archive of "
                  + files.size()
                  + " files ("
                  + names
                  + (files.size() > FILES_NAMED ? ", …" : "")
                  + "); unpack it and name one of them");
    }
    ZipInputStream archive = new ZipInputStream(in);
    ZipEntry entry = archive.getNextEntry();
    while (entry != null && !entry.getName().equals(files.get(0))) {
      entry = archive.getNextEntry();
    }
    return archive;
  }

  private static boolean begins(byte[] head, byte[] mark, int offset) {
    int end = offset + mark.length;
    return head.length >= end && Arrays.equals(head, offset, end, mark, 0, mark.length);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] text(String mark) {
    return mark.getBytes(StandardCharsets.ISO_8859_1);
  }
}
