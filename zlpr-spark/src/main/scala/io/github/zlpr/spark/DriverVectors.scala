package io.github.zlpr.spark

import breeze.linalg.DenseVector
import breeze.linalg.operators.OpMulInner
import breeze.linalg.scaleAdd
import breeze.math.MutableInnerProductModule

/**
 * Breeze's space of dense vectors. L-BFGS does two of its operations fifty times in each iteration;
 * here these are loops of the driver's threads.
 */
private[spark] object DriverVectors {

  def space(loops: DriverLoops): MutableInnerProductModule[DenseVector[Double], Double] = {
    implicit val dot: OpMulInner.Impl2[DenseVector[Double], DenseVector[Double], Double] =
      new OpMulInner.Impl2[DenseVector[Double], DenseVector[Double], Double] {
        override def apply(a: DenseVector[Double], b: DenseVector[Double]): Double =
          loops.dot(a.data, b.data)
      }
    implicit val add: scaleAdd.InPlaceImpl3[DenseVector[Double], Double, DenseVector[Double]] =
      new scaleAdd.InPlaceImpl3[DenseVector[Double], Double, DenseVector[Double]] {
        override def apply(target: DenseVector[Double], factor: Double, source: DenseVector[Double]): Unit =
          loops.add(target.data, factor, source.data)
      }
    MutableInnerProductModule.make[DenseVector[Double], Double]
  }
}
