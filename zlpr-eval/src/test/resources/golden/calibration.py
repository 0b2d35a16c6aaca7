#!/usr/bin/env python3
"""Computes the values of calibration.json again from its probabilities and truths.

    calibration.py          compares with the file; status 1 if a number differs by more than 1e-12
    calibration.py --write  writes the file anew

Made with Python 3.11, numpy 1.24.2 and scikit-learn 1.2.1 (Debian 12: python3-sklearn). Nothing of the Java side
is used. The expected calibration error is the mean distance of calibration_curve's two lines, by the pairs in a bin.
"""

import json
import pathlib
import sys

import numpy as np
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, log_loss

FILE = pathlib.Path(__file__).with_suffix(".json")
BINS = 15


def cases():
    random = np.random.RandomState(7)
    for name, size in (("few", 12), ("many", 400)):
        p = np.round(random.beta(0.4, 1.5, size), 4)
        y = (random.rand(size) < p**1.3).astype(int)
        yield name, p, y
    yield "edges", np.arange(16) * (1.0 / BINS), (np.arange(16) % 3 == 0).astype(int)
    yield "sure", np.array([0.0, 0.0, 1.0, 1.0]), np.array([0, 0, 1, 1])


def values(p, y):
    p = np.minimum(p, 1.0)
    true, mean = calibration_curve(y, p, n_bins=BINS, strategy="uniform")
    places = np.searchsorted(np.linspace(0, 1, BINS + 1)[1:-1], p)
    counts = np.bincount(places, minlength=BINS)
    counts = counts[counts > 0]
    eps = np.finfo(float).eps
    return {
        "p": list(map(float, p)),
        "y": list(map(int, y)),
        "brier": float(brier_score_loss(y, p)),
        "logLoss": float(log_loss(y, p, eps=eps)),
        "expectedError": float(np.sum(counts * np.abs(true - mean)) / len(p)),
        "share": list(map(float, true)),
        "mean": list(map(float, mean)),
    }


def main():
    computed = {name: values(p, y) for name, p, y in cases()}
    if "--write" in sys.argv:
        FILE.write_text(json.dumps(computed, indent=1) + "\n")
        return 0
    kept = json.loads(FILE.read_text())
    for name, case in computed.items():
        for key, value in case.items():
            if not np.allclose(value, kept[name][key], rtol=0, atol=1e-12):
                print(name, key, "differs")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
