#!/usr/bin/env python3
"""Computes the values of ranking-metrics.json again from its truths and scores.

    ranking-metrics.py          compares with the file; status 1 if a number differs by more than 1e-14
    ranking-metrics.py --write  writes the file anew; for further cases, add them with empty "metrics" and "notes"

Made with Python 3.11, numpy 1.24.2 and scikit-learn 1.2.1 (Debian 12: python3-sklearn). Nothing of the Java side
is used. A metric is null where it is undefined or scikit-learn refuses; the reason is in the case's "notes".
"""

import json
import pathlib
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as sk

FILE = pathlib.Path(__file__).with_suffix(".json")
CUTOFFS = (1, 3, 5)


class Undefined(Exception):
    """A metric that has no value; the message says why."""


def mean(values, reason):
    values = list(values)
    if not values:
        raise Undefined(reason)
    return float(np.mean(values))


def order(scores):
    """Labels from the highest score; equal scores by the lower index."""
    return np.lexsort((np.arange(len(scores)), -scores))


def ndcg_low_index(y, s, k):
    """One nDCG an example; 0 without a positive label."""
    result = []
    for truth, scores in zip(y, s):
        k_here = len(truth) if k is None else min(k, len(truth))
        gains = truth[order(scores)][:k_here]
        discount = 1.0 / np.log2(np.arange(2, k_here + 2))
        ideal = discount[: min(int(truth.sum()), k_here)].sum()
        result.append(float((gains * discount).sum() / ideal) if ideal > 0 else 0.0)
    return result


def counts(y, z, average):
    axis = {"micro": None, "macro": 0, "samples": 1}[average]
    tp, fp, fn = (y & z).sum(axis), (~y & z).sum(axis), (y & ~z).sum(axis)
    return np.atleast_1d(tp), np.atleast_1d(fp), np.atleast_1d(fn)


def f1(y, z, average):
    tp, fp, fn = counts(y, z, average)
    down = 2 * tp + fp + fn
    return float(np.mean(np.where(down > 0, 2 * tp / np.maximum(down, 1), 0.0)))


def jaccard(y, z, average):
    tp, fp, fn = counts(y, z, average)
    down = tp + fp + fn
    return float(np.mean(np.where(down > 0, tp / np.maximum(down, 1), 0.0)))


def catalogue(y, s):
    """Name to a function without arguments."""
    n, labels = y.shape
    z = s > 0
    both = [j for j in range(labels) if 0 < y[:, j].sum() < n]
    with_positive = [i for i in range(n) if y[i].any()]
    single = labels == 1
    none = "no positive at all"

    def ap(averaging):
        if not y.any():
            raise Undefined(none)
        if averaging == "micro":
            return sk.average_precision_score(y.ravel(), s.ravel())
        if averaging == "macro":
            return mean((sk.average_precision_score(y[:, j], s[:, j]) for j in range(labels)
                         if y[:, j].any()), none)
        return mean((sk.average_precision_score(y[i], s[i]) for i in with_positive), none)

    def plain(rows):
        if single:
            raise Undefined("sklearn treats an n x 1 matrix as one binary problem")
        return mean((sk.average_precision_score(*row) if row[0].any() else 0.0 for row in rows), none)

    found = {
        "lrap": lambda: sk.label_ranking_average_precision_score(y, s),
        "coverage_error": lambda: sk.coverage_error(y, s),
        "ranking_loss": lambda: sk.label_ranking_loss(y, s),
    }
    for k in (*CUTOFFS, None):
        found[f"ndcg_at_{k or 'all'}"] = lambda k=k: sk.ndcg_score(y, s, k=k)
    found |= {
        "roc_auc_micro": lambda: sk.roc_auc_score(y.ravel(), s.ravel()),
        "roc_auc_macro": lambda: mean((sk.roc_auc_score(y[:, j], s[:, j]) for j in both),
                                      "no label has both classes"),
        "average_precision_micro": lambda: ap("micro"),
        "average_precision_macro": lambda: ap("macro"),
        "average_precision_samples": lambda: ap("samples"),
        "average_precision_macro_plain": lambda: plain((y[:, j], s[:, j]) for j in range(labels)),
        "average_precision_samples_plain": lambda: plain(zip(y, s)),
        "hamming_loss": lambda: float((y != z).mean()),
        "subset_accuracy": lambda: float((y == z).all(axis=1).mean()),
    }
    for average in ("micro", "macro", "samples"):
        if single:
            found[f"f1_{average}"] = lambda average=average: f1(y, z, average)
            found[f"jaccard_{average}"] = lambda average=average: jaccard(y, z, average)
        else:
            found[f"f1_{average}"] = lambda average=average: sk.f1_score(
                y, z, average=average, zero_division=0)
            found[f"jaccard_{average}"] = lambda average=average: sk.jaccard_score(
                y, z, average=average, zero_division=0)
    first = [order(scores) for scores in s]
    errors = [float(not y[i][first[i][0]]) for i in range(n)]
    found["one_error"] = lambda: mean(errors, none)
    found["one_error_nonempty"] = lambda: mean((errors[i] for i in with_positive), none)
    for k in CUTOFFS:
        hits = [int(y[i][first[i][:k]].sum()) for i in range(n)]
        recall = [hits[i] / y[i].sum() if y[i].any() else 0.0 for i in range(n)]
        found |= {
            f"precision_at_{k}": lambda hits=hits, k=k: mean((h / k for h in hits), none),
            f"precision_at_{k}_capped": lambda hits=hits, k=k: mean(
                (h / min(k, labels) for h in hits), none),
            f"recall_at_{k}": lambda recall=recall: mean((recall[i] for i in with_positive), none),
            f"recall_at_{k}_empty_zero": lambda recall=recall: mean(recall, none),
        }
    for k in (*CUTOFFS, None):
        values = ndcg_low_index(y, s, k)
        name = f"ndcg_low_index_at_{k or 'all'}"
        found[name] = lambda values=values: mean(values, none)
        found[name + "_nonempty"] = lambda values=values: mean((values[i] for i in with_positive), none)
    return found


def evaluate(case):
    y = np.array(case["y_true"], dtype=bool)
    s = np.array(case["y_score"], dtype=float)
    values, notes = {}, {}
    if y.shape[1] == 1:
        notes = dict.fromkeys(
            (f"{name}_{average}" for name in ("f1", "jaccard") for average in ("micro", "macro", "samples")),
            "own definition: sklearn treats n x 1 as one binary problem")
    for name, metric in catalogue(y, s).items():
        try:
            value = float(metric())
            values[name] = None if np.isnan(value) else value
        except (Undefined, ValueError) as e:
            values[name] = None
            notes[name] = str(e) if isinstance(e, Undefined) else f"ValueError: {e}"
    return values, notes


def differs(old, new):
    if old is None or new is None:
        return old is not new
    return abs(old - new) > 1e-14 * max(1.0, abs(old))


def main():
    warnings.simplefilter("ignore")
    data = json.loads(FILE.read_text())
    compared = differing = 0
    for case in data["cases"]:
        values, notes = evaluate(case)
        for name in values | case["metrics"]:
            compared += 1
            old, new = case["metrics"].get(name), values.get(name)
            if differs(old, new):
                differing += 1
                print(f"{case['id']} {name}: {old} in the file, {new} computed")
        case["metrics"], case["notes"] = values, notes
    print(f"{compared} numbers compared, {differing} differ")
    if "--write" in sys.argv[1:]:
        versions = {"sklearn": sklearn.__version__, "numpy": np.__version__}
        head = json.dumps({key: data[key] for key in data if key != "cases"} | versions)
        cases = ",\n".join(json.dumps(case) for case in data["cases"])
        FILE.write_text(f'{head[:-1]}, "cases": [\n{cases}\n]}}\n')
    elif differing:
        sys.exit(1)


if __name__ == "__main__":
    main()
