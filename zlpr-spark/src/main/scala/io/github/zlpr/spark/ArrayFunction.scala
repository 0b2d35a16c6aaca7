package io.github.zlpr.spark

import breeze.linalg.DenseVector
import breeze.optimize.DiffFunction
import java.util.function.ToDoubleBiFunction

/**
 * Turns a function of arrays into one of Breeze's. It is in Scala because Java cannot implement
 * Breeze's interface, which has two methods `apply` that differ only in the type they return.
 *
 * @param function gets the point and an array to be filled with the gradient; returns the value.
 */
private[spark] final class ArrayFunction(function: ToDoubleBiFunction[Array[Double], Array[Double]])
    extends DiffFunction[DenseVector[Double]] {

  override def calculate(point: DenseVector[Double]): (Double, DenseVector[Double]) = {
    val gradient = new Array[Double](point.length)
    val value = function.applyAsDouble(point.data, gradient)
    (value, new DenseVector(gradient))
  }
}
