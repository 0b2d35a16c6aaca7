package io.github.zlpr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.zlpr.core.InvalidDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packed files: their first bytes tell how, whatever their names are. */
class PackingTest {
  private static final String ROWS = "1,2 3:0.5\n3 4:1\n".repeat(5000);

  @TempDir private Path directory;

  private interface Packer {
    OutputStream pack(OutputStream out) throws IOException;
  }

  private static byte[] packed(String form, byte[] content) throws IOException {
    return switch (form) {
      case "gzip" -> packed(GZIPOutputStream::new, content);
      case "bzip2" -> packed(BZip2CompressorOutputStream::new, content);
      default -> zip("folder/", "__MACOSX/._rows.svm", "folder/rows.svm", content);
    };
  }

  private static byte[] packed(Packer packer, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer.pack(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String first, String second, String third, byte[] content)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (String name : List.of(first, second, third)) {
        out.putNextEntry(new ZipEntry(name));
        if (name.endsWith("rows.svm")) {
          out.write(content);
        }
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] rows() {
    return ROWS.getBytes(StandardCharsets.UTF_8);
  }

  private static int read(Path file) {
    return TestData.examples(DataFiles.source(file, null)).size();
  }

  private static void assertFault(String message, Path file) {
    InvalidDataException e = assertThrows(InvalidDataException.class, () -> read(file));
    assertEquals(file + ": " + message, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "bzip2", "zip"})
  void readsPackedFilesOfAnyName(String form) throws IOException {
    for (String name : List.of("rows.svm", "rows.gz", "ROWS.SVM.BZ2", "rows.zip", "rows")) {
      Path file = Files.write(directory.resolve(name), packed(form, rows()));
      assertEquals(10_000, read(file));
      var provenance = (FileDataSourceProvenance) new ExtremeDataSource(file).getProvenance();
      assertEquals(
          ProvenanceUtil.hashResource(FileDataSourceProvenance.DEFAULT_HASH_TYPE, file),
          provenance.getInstanceValues().get("resource-hash").getValue());
    }
  }

  @Test
  void readsPlainFilesNamedAsIfTheyWerePacked() throws IOException {
    assertEquals(10_000, read(Files.writeString(directory.resolve("rows.txt.gz"), ROWS)));
    assertFault("has no examples", Files.writeString(directory.resolve("empty.gz"), ""));
  }

  @Test
  void readsFilesOfSeveralPackedParts() throws IOException {
    for (String form : List.of("gzip", "bzip2")) {
      ByteArrayOutputStream parts = new ByteArrayOutputStream();
      parts.write(packed(form, rows()));
      parts.write(packed(form, rows()));
      Path file = Files.write(directory.resolve("parts." + form), parts.toByteArray());
      assertEquals(20_000, read(file));
    }
  }

  @Test
  void findsArffFilesAndTheirLabelsInAnyCase() throws IOException {
    TestData.write(directory, 20, 1);
    String arff = Files.readString(directory.resolve("small.arff"));
    Path labels = directory.resolve("small.xml");
    for (String name : List.of("small.ARFF", "small-test.Arff.GZ", "small.arff.zip")) {
      Files.write(directory.resolve(name), packed("gzip", arff.getBytes(StandardCharsets.UTF_8)));
      assertEquals(20, read(directory.resolve(name)));
    }
    Files.write(labels, packed("bzip2", Files.readAllBytes(labels)));
    assertEquals(20, read(directory.resolve("small.ARFF")));
    Files.move(labels, directory.resolve("small.XML"));
    assertEquals(20, read(directory.resolve("small.arff")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FD377A585A00 | is compressed by xz; unpack it first: unxz rows",
        "28B52FFD | is compressed by zstd; unpack it first: unzstd rows",
        "04224D18 | is compressed by lz4; unpack it first: unlz4 rows",
        "1F9D | is compressed by compress; unpack it first: uncompress rows",
        "377ABCAF271C | is a 7z archive; unpack it first: 7z x rows",
        "526172211A0700 | is a rar archive; unpack it first: unrar x rows",
      })
  void namesOtherForms(String firstBytes, String message) throws IOException {
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(firstBytes), 500);
    assertFault(message, Files.write(directory.resolve("rows"), bytes));
  }

  @Test
  void namesArchivesThatAreNoSingleFile() throws IOException {
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    Path file = directory.resolve("rows");
    assertFault("is a tar archive; unpack it first: tar xf rows", Files.write(file, tar));
    assertFault(
        "is compressed and then a tar archive; unpack it first: tar xf rows",
        Files.write(file, packed("gzip", tar)));
    assertFault(
        "is compressed twice; decompress it once",
        Files.write(file, packed("bzip2", packed("gzip", rows()))));
    assertFault(
        "is a zip archive of 3 files (a.svm, b.svm, rows.svm); unpack it and name one of them",
        Files.write(file, zip("a.svm", "b.svm", "rows.svm", rows())));
    assertFault(
        "is a zip archive without a file", Files.write(file, zip("a/", "b/", "c/", rows())));
  }

  @Test
  void saysWhereContentIsCutOffOrDamaged() throws IOException {
    for (String form : List.of("gzip", "bzip2", "zip")) {
      byte[] whole = packed(form, rows());
      for (int length : new int[] {4, 20, whole.length / 2, whole.length - 9}) {
        Path file = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length));
        InvalidDataException e = assertThrows(InvalidDataException.class, () -> read(file));
        assertTrue(
            e.getMessage().matches("(?s)" + file + ": the (compressed content|zip archive) is .*"),
            form + " " + length + " " + e.getMessage());
        assertTrue(e.getMessage().contains("cut off"), e.getMessage());
      }
      whole[whole.length / 2] ^= 0x55;
      whole[whole.length / 2 + 1] ^= 0x55;
      Path file = Files.write(directory.resolve("damaged"), whole);
      assertThrows(InvalidDataException.class, () -> read(file));
    }
  }
}
