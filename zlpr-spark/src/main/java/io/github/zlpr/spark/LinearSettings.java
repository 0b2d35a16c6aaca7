package io.github.zlpr.spark;

/** The parameters of one training. */
record LinearSettings(
    String objective,
    double regParam,
    int maxIter,
    double tol,
    boolean fitIntercept,
    boolean standardization) {}
