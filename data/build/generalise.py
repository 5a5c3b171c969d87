"""Fewer vertices for a line: Douglas–Peucker with the tolerance in metres. End points always stay."""

import math

import numpy as np

from geodesic import M_PER_DEG


def generalised(line, tolerance_m):
    """The vertices of `line` that keep every dropped one within `tolerance_m` of its chord."""
    if len(line) < 3:
        return list(line)
    points = np.asarray(line, dtype=float)
    keep = np.zeros(len(points), dtype=bool)
    keep[0] = keep[-1] = True
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        offsets = _offsets_m(points[first], points[last], points[first + 1:last])
        worst = int(np.argmax(offsets))
        if offsets[worst] > tolerance_m:
            middle = first + 1 + worst
            keep[middle] = True
            stack += [(first, middle), (middle, last)]
    return [line[i] for i in np.flatnonzero(keep)]


def _offsets_m(a, b, points):
    scale = np.array([math.cos(math.radians((a[1] + b[1]) / 2)) * M_PER_DEG, M_PER_DEG])
    chord = (b - a) * scale
    away = (points - a) * scale
    square = float(chord @ chord)
    if square == 0.0:
        return np.hypot(away[:, 0], away[:, 1])
    along = np.clip(away @ chord / square, 0.0, 1.0)
    rest = away - along[:, None] * chord
    return np.hypot(rest[:, 0], rest[:, 1])
