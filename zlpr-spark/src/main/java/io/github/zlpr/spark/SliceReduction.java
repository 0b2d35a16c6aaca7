package io.github.zlpr.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Function2;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * Merges what the partitions have for each slice of something large.
 *
 * <p>Each slice is merged by a task of its own, in the order of the partitions. So the result has
 * the same bits whichever task ran where, was repeated, or ended first; no task and no message
 * holds more than a slice; and the driver does not get more results at once than half of {@code
 * spark.driver.maxResultSize}.
 */
final class SliceReduction {

  /** The numbers in a slice. */
  static final int SLICE = 1 << 22;

  private SliceReduction() {}

  /** Merges what the partitions have for a slice. */
  interface Merge<V, R> extends Serializable {
    /**
     * Merges.
     *
     * @param slice the number of the slice.
     * @param pieces the pieces, in the order of the partitions.
     */
    R merge(int slice, Iterator<V> pieces);
  }

  /** What a partition has for a slice. */
  static <V> Tuple2<Long, V> piece(int slice, V value) {
    return new Tuple2<>(((long) slice << Integer.SIZE) | TaskContext.getPartitionId(), value);
  }

  /**
   * Merges all slices.
   *
   * @param pieces made by {@link #piece}, at most one for each partition and slice.
   * @param slices the number of slices.
   * @param sliceBytes the size of a result.
   * @param merge merges the pieces of a slice.
   * @param sink gets the results, in any order.
   */
  static <V, R> void reduce(
      JavaPairRDD<Long, V> pieces,
      int slices,
      long sliceBytes,
      Merge<V, R> merge,
      ObjIntConsumer<R> sink) {
    JavaRDD<R> results =
        pieces
            .repartitionAndSortWithinPartitions(new BySlice(slices))
            .mapPartitionsWithIndex(
                (slice, sorted) -> {
                  Iterator<V> values =
                      new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                          return sorted.hasNext();
                        }

                        @Override
                        public V next() {
                          return sorted.next()._2();
                        }
                      };
                  return List.of(merge.merge(slice, values)).iterator();
                },
                false);
    int atOnce = (int) Math.max(1, resultBytes(results.context()) / sliceBytes);
    for (int from = 0; from < slices; from += atOnce) {
      int first = from;
      List<Object> numbers =
          IntStream.range(from, Math.min(slices, from + atOnce)).<Object>mapToObj(i -> i).toList();
      Function2<TaskContext, scala.collection.Iterator<R>, R> only =
          (Function2<TaskContext, scala.collection.Iterator<R>, R> & Serializable)
              (context, single) -> single.next();
      Function2<Object, R, BoxedUnit> handler =
          (i, result) -> {
            sink.accept(result, first + (Integer) i);
            return BoxedUnit.UNIT;
          };
      results
          .context()
          .runJob(
              results.rdd(),
              only,
              CollectionConverters.asScala(numbers).toSeq(),
              handler,
              ClassTag$.MODULE$.<R>apply(Object.class));
    }
  }

  private static long resultBytes(SparkContext context) {
    long limit = context.conf().getSizeAsBytes("spark.driver.maxResultSize", "1g");
    return limit == 0 ? Long.MAX_VALUE : limit / 2;
  }

  /**
   * Adds up arrays.
   *
   * @param arrays at most one array of each partition.
   * @param size the size of the arrays.
   * @return their sum.
   */
  static double[] sum(JavaRDD<double[]> arrays, int size) {
    double[] sum = new double[size];
    int slices = (size - 1) / SLICE + 1;
    JavaPairRDD<Long, double[]> pieces =
        arrays.flatMapToPair(
            array ->
                IntStream.range(0, slices)
                    .mapToObj(
                        slice ->
                            piece(
                                slice,
                                Arrays.copyOfRange(array, slice * SLICE, end(slice, array.length))))
                    .iterator());
    reduce(
        pieces,
        slices,
        (long) SLICE * Double.BYTES,
        (slice, parts) -> {
          double[] total = new double[end(slice, size) - slice * SLICE];
          parts.forEachRemaining(part -> Rows.add(total, 0, 1.0, part, 0, total.length));
          return total;
        },
        (part, slice) -> System.arraycopy(part, 0, sum, slice * SLICE, part.length));
    return sum;
  }

  private static int end(int slice, int size) {
    return (int) Math.min(size, (slice + 1L) * SLICE);
  }

  /** One partition for each slice. */
  private static final class BySlice extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int slices;

    BySlice(int slices) {
      this.slices = slices;
    }

    @Override
    public int numPartitions() {
      return slices;
    }

    @Override
    public int getPartition(Object key) {
      return (int) ((Long) key >>> Integer.SIZE);
    }
  }
}
