package io.github.zlpr.core;

/**
 * The exponential function with the same bits on every machine, and fast over arrays.
 *
 * <p>{@code Math.exp} may differ in the last bit from one processor, compiler or release of Java to
 * the next, and with it every weight of a model that was trained with it. This one is made of
 * additions, multiplications and table look-ups alone, whose results Java defines to the bit.
 *
 * <pre>
 *   e^x = 2^(k div 32) · 2^((k mod 32)/32) · e^r,   k = round(32 x / ln 2),   r = x − k ln 2 / 32
 * </pre>
 *
 * With |r| ≤ ln 2 / 64 the polynomial 1 + r + … + r^6/720 is off by less than 4e-18. ln 2 / 32 is
 * taken in two parts, and k times the first part is exact. The result is within 2 ulp of {@code
 * StrictMath.exp} (see the test). Where e^x is below 2^−1022, the smallest normal number, the
 * result is between 0 and that, and from 2^−1023 on it is 0. Both forms give the same bits.
 *
 * <p>Source: Tang, Table-driven implementation of the exponential function in IEEE floating-point
 * arithmetic, ACM TOMS 15 (1989).
 */
public final class Exp {

  private static final int STEPS = 32;
  private static final int LOG2_STEPS = 5;

  /** Below this length a single loop is faster. */
  private static final int SHORT = 32;

  /** Adding it to x rounds x to a whole number, which is then in the low bits. */
  private static final double ROUNDER = 0x1.8p52;

  /** Here the bits of the power of 2 are those of 0. */
  private static final double LOWEST = (Double.MIN_EXPONENT - 1) * 0x1.62e42fefa39efp-1;

  /** Here the bits of the power of 2 are those of infinity. */
  private static final double HIGHEST = (Double.MAX_EXPONENT + 1) * 0x1.62e42fefa39efp-1;

  private static final double STEPS_PER_LN2 = 0x1.71547652b82fep5;
  private static final double LN2_STEP_HIGH = 0x1.62e42fefap-6;
  private static final double LN2_STEP_LOW = 0x1.cf79abc9e3b3ap-45;

  /** The bits of 2^(j/32), correctly rounded. */
  private static final long[] POWERS = powers();

  /** Each thread's own: a new array for each call would be as slow as all the rest. */
  private static final ThreadLocal<double[]> SCRATCH = ThreadLocal.withInitial(() -> new double[0]);

  private Exp() {}

  private static long[] powers() {
    long[] powers = new long[STEPS];
    for (int j = 0; j < STEPS; j++) {
      powers[j] = Double.doubleToLongBits(StrictMath.pow(2.0, (double) j / STEPS));
    }
    return powers;
  }

  /**
   * e^x.
   *
   * @param x any number.
   * @return e^x; 0 where it is below 2^−1023, infinite beyond the largest double, NaN for NaN.
   */
  public static double exp(double x) {
    double limited = limit(x);
    double rounded = limited * STEPS_PER_LN2 + ROUNDER;
    return scale(polynomial(limited, rounded - ROUNDER), rounded);
  }

  /**
   * Replaces each x_i by e^{x_i − shift}.
   *
   * @param x the exponents; overwritten.
   * @param shift is subtracted first.
   */
  public static void exp(double[] x, double shift) {
    exp(x, 0, x.length, shift);
  }

  /**
   * Replaces each x_i of a range by e^{x_i − shift}.
   *
   * @param x the exponents; those of the range are overwritten.
   * @param from the place of the first.
   * @param to the place after the last.
   * @param shift is subtracted first.
   */
  public static void exp(double[] x, int from, int to, double shift) {
    if (to - from < SHORT) {
      for (int i = from; i < to; i++) {
        x[i] = exp(x[i] - shift);
      }
      return;
    }
    // Loops with one store each and no branch: the compiler vectorises all but the last.
    double[] rounded = scratch(to);
    for (int i = from; i < to; i++) {
      x[i] = limit(x[i] - shift);
    }
    for (int i = from; i < to; i++) {
      rounded[i] = x[i] * STEPS_PER_LN2 + ROUNDER;
    }
    for (int i = from; i < to; i++) {
      x[i] = polynomial(x[i], rounded[i] - ROUNDER);
    }
    for (int i = from; i < to; i++) {
      x[i] = scale(x[i], rounded[i]);
    }
  }

  private static double[] scratch(int length) {
    double[] scratch = SCRATCH.get();
    if (scratch.length < length) {
      scratch = new double[length];
      SCRATCH.set(scratch);
    }
    return scratch;
  }

  private static double limit(double x) {
    return Math.min(Math.max(x, LOWEST), HIGHEST);
  }

  private static double polynomial(double x, double k) {
    double r = x - k * LN2_STEP_HIGH - k * LN2_STEP_LOW;
    double high = 1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0));
    return 1.0 + (r + r * r * (0.5 + r * (1.0 / 6.0 + r * high)));
  }

  private static double scale(double polynomial, double rounded) {
    long steps = Double.doubleToRawLongBits(rounded);
    long power = POWERS[(int) steps & (STEPS - 1)] + (steps >> LOG2_STEPS << 52);
    return polynomial * Double.longBitsToDouble(power);
  }
}
