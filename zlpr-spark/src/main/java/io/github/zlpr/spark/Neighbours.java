package io.github.zlpr.spark;

import java.io.Serializable;
import org.apache.spark.Partition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/**
 * Puts neighbouring partitions together. Spark's own way depends on where the partitions are, and
 * that on the executors.
 */
final class Neighbours implements PartitionCoalescer, Serializable {
  private static final long serialVersionUID = 1L;

  /** The same rows in at most so many partitions. */
  static <T> JavaRDD<T> join(JavaRDD<T> rows, int partitions) {
    return partitions >= rows.getNumPartitions()
        ? rows
        : rows.rdd().coalesce(partitions, false, Option.apply(new Neighbours()), null).toJavaRDD();
  }

  @Override
  public PartitionGroup[] coalesce(int maxPartitions, RDD<?> parent) {
    Partition[] partitions = parent.partitions();
    PartitionGroup[] groups = new PartitionGroup[maxPartitions];
    for (int group = 0; group < groups.length; group++) {
      groups[group] = new PartitionGroup(Option.empty());
      int end = end(group + 1, partitions.length, maxPartitions);
      for (int i = end(group, partitions.length, maxPartitions); i < end; i++) {
        groups[group].partitions().addOne(partitions[i]);
      }
    }
    return groups;
  }

  private static int end(int group, int partitions, int groups) {
    return (int) ((long) group * partitions / groups);
  }
}
