#!/usr/bin/env python3
"""Computes the values of loss-gradients.json again from its scores and targets.

    loss-gradients.py          compares with the file, number by number; status 1 if one differs
    loss-gradients.py --write  writes the file anew; for further cases, add them with empty "losses"

Made with Python 3.11 and mpmath 1.2.1 (Debian 12: python3-mpmath). Nothing of the Java side is used: the
formulas are written as sums of positive terms, in 400 decimal digits, and rounded to double once.
Every loss is minimised: "grad" is d value / d score. Sums over no label are 0.
"""

import json
import pathlib
import sys

import mpmath
from mpmath import exp, fsum, log1p, mpf

FILE = pathlib.Path(__file__).with_suffix(".json")
mpmath.mp.dps = 400


def sigmoid(x):
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def zlpr(s, t, s0=mpf(0)):
    """log(e^s0 + sum_neg e^s) + log(e^-s0 + sum_pos e^-s), t in [0, 1]."""
    neg = [(1 - b) * exp(a - s0) for a, b in zip(s, t)]
    pos = [b * exp(s0 - a) for a, b in zip(s, t)]
    n, p = fsum(neg), fsum(pos)
    grad = [x / (1 + n) - y / (1 + p) for x, y in zip(neg, pos)]
    return {"grad_s0": -fsum(grad), "value": log1p(n) + log1p(p), "grad": grad}


def unified(s, t, gamma, margin):
    """log(1 + sum_neg e^(gamma (s + margin)) * sum_pos e^(-gamma s))."""
    neg = [(1 - b) * exp(gamma * (a + margin)) for a, b in zip(s, t)]
    pos = [b * exp(-gamma * a) for a, b in zip(s, t)]
    n, p = fsum(neg), fsum(pos)
    grad = [gamma * (x * p - y * n) / (1 + n * p) for x, y in zip(neg, pos)]
    return {"value": log1p(n * p), "grad": grad}


def joint(s, t):
    """log(1 + sum_neg e^s + sum_pos e^-s)."""
    terms = [exp(-a) if b else exp(a) for a, b in zip(s, t)]
    total = fsum(terms)
    grad = [(-x if b else x) / (1 + total) for x, b in zip(terms, t)]
    return {"value": log1p(total), "grad": grad}


def weighted_bce(s, t, weight):
    """sum_pos weight log(1 + e^-s) + sum_neg log(1 + e^s)."""
    value = fsum(weight * log1p(exp(-a)) if b else log1p(exp(a)) for a, b in zip(s, t))
    grad = [-weight * sigmoid(-a) if b else sigmoid(a) for a, b in zip(s, t)]
    return {"value": value, "grad": grad}


def focal(s, t, gamma):
    """sum -(1 - p)^gamma log p, p = sigmoid(s) of a positive, sigmoid(-s) of a negative label."""
    values, grad = [], []
    for a, b in zip(s, t):
        sign = 1 if b else -1
        p, q, loss = sigmoid(sign * a), sigmoid(-sign * a), log1p(exp(-sign * a))
        values.append(q**gamma * loss)
        grad.append(-sign * (gamma * q**gamma * p * loss + q ** (gamma + 1)))
    return {"value": fsum(values), "grad": grad}


def polynomials(xs, most):
    """The elementary symmetric polynomials e_0 ... e_most."""
    e = [mpf(1)] + [mpf(0)] * most
    for count, x in enumerate(xs, 1):
        for j in range(min(count, most), 0, -1):
            e[j] += x * e[j - 1]
    return e


def subsets(s, t, allowed, s0=mpf(0)):
    """log of the sum over subsets, divided by the term of the target.

    A subset lacks b of the targets and has a other labels: its term, divided by the target's, is a product of
    e^(s0 - s) and e^(s - s0). allowed(a, b) says which count.
    """
    neg = [i for i, b in enumerate(t) if not b]
    pos = [i for i, b in enumerate(t) if b]
    x = {i: exp(s[i] - s0) if i in set(neg) else exp(s0 - s[i]) for i in range(len(s))}
    pairs = [(a, b) for b in range(len(pos) + 1) for a in range(len(neg) + 1)
             if a + b > 0 and allowed(a, b)]
    most_a = max((a for a, _ in pairs), default=0)
    most_b = max((b for _, b in pairs), default=0)
    n = polynomials([x[i] for i in neg], most_a)
    p = polynomials([x[i] for i in pos], most_b)
    rest = fsum(n[a] * p[b] for a, b in pairs)
    grad = [mpf(0)] * len(s)
    for i in neg:
        e = polynomials([x[j] for j in neg if j != i], most_a)
        grad[i] = x[i] * fsum(e[a - 1] * p[b] for a, b in pairs if a > 0) / (1 + rest)
    for i in pos:
        e = polynomials([x[j] for j in pos if j != i], most_b)
        grad[i] = -x[i] * fsum(n[a] * e[b - 1] for a, b in pairs if b > 0) / (1 + rest)
    grad_s0 = fsum((b - a) * n[a] * p[b] for a, b in pairs) / (1 + rest)
    return {"grad_s0": grad_s0, "value": log1p(rest), "grad": grad}


def combination_softmax(s, t):
    """log e_k(e^s) - sum_pos s, for k targets."""
    result = subsets(s, t, lambda a, b: a == b)
    return {"value": result["value"], "grad": result["grad"]}


def padded(s, t, most, s0):
    """log sum_{j<=K} e^(s0 (K - j)) e_j(e^s) - (sum_pos s + (K - k) s0)."""
    k = sum(t)
    return subsets(s, t, lambda a, b: k - b + a <= most, s0)


def losses(case):
    """All losses of a case, with the parameters that its entries name."""
    s = [mpf(a) for a in case["scores"]]
    t = case["targets"]
    given = case["losses"]
    plain = zlpr(s, t)
    soft = zlpr(s, [mpf(a) for a in case["soft_targets"]])
    result = {}
    for name, entries in given.items():
        if name == "zlpr":
            result[name] = {"value": plain["value"], "grad": plain["grad"]}
        elif name == "zlpr_soft":
            result[name] = {"value": soft["value"], "grad": soft["grad"]}
        elif name == "joint":
            result[name] = joint(s, t)
        elif name == "combination_softmax":
            result[name] = {"k": sum(t)} | combination_softmax(s, t)
        elif name == "zlpr_threshold":
            result[name] = [{"s0": e["s0"]} | zlpr(s, t, mpf(e["s0"])) for e in entries]
        elif name == "unified":
            result[name] = [{"gamma": e["gamma"], "margin": e["margin"]}
                            | unified(s, t, mpf(e["gamma"]), mpf(e["margin"])) for e in entries]
        elif name == "weighted_bce":
            result[name] = [{"pos_weight": e["pos_weight"]}
                            | weighted_bce(s, t, mpf(e["pos_weight"])) for e in entries]
        elif name == "focal":
            result[name] = [{"gamma": e["gamma"]} | focal(s, t, mpf(e["gamma"])) for e in entries]
        elif name == "padded":
            result[name] = [{"K": e["K"], "s0": e["s0"]}
                            | padded(s, t, e["K"], mpf(e["s0"])) for e in entries]
        else:
            raise ValueError(name)
    return result


def to_doubles(value):
    if isinstance(value, dict):
        return {key: to_doubles(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [to_doubles(entry) for entry in value]
    return float(value) + 0.0 if isinstance(value, mpf) else value


def numbers(value, path=""):
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from numbers(entry, f"{path}.{key}")
    elif isinstance(value, list):
        for i, entry in enumerate(value):
            yield from numbers(entry, f"{path}[{i}]")
    else:
        yield path, value


def main():
    data = json.loads(FILE.read_text())
    compared = differing = 0
    for case in data["cases"]:
        new = to_doubles(losses(case))
        old = dict(numbers(case["losses"]))
        for path, value in numbers(new):
            compared += 1
            if old.get(path) != value:
                differing += 1
                print(f"{case['id']}{path}: {old.get(path)} in the file, {value} computed")
        case["losses"] = new
    print(f"{compared} numbers compared, {differing} differ")
    if "--write" in sys.argv[1:]:
        head = json.dumps({key: data[key] for key in data if key != "cases"} | {"mpmath": mpmath.__version__})
        cases = ",\n".join(json.dumps(case) for case in data["cases"])
        FILE.write_text(f'{head[:-1]}, "cases": [\n{cases}\n]}}\n')
    elif differing:
        sys.exit(1)


if __name__ == "__main__":
    main()
