"""Country outlines: exact along the shared borders, generalised elsewhere, so that three polygons fit without gap or overlap."""

import math

from shapely.geometry import MultiPolygon, Polygon

import pins
from generalise import generalised


def outlines(rings_by_country, borders):
    """ISO code → list of polygons, the mainland first."""
    fixed = {edge for border in borders for edge in map(frozenset, zip(border.line, border.line[1:]))}
    return {iso: [Polygon(_outline(ring, fixed)) for ring in rings] for iso, rings in rings_by_country.items()}


def as_geometry(polygons):
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def _outline(ring, fixed):
    """The ring with every run between fixed edges generalised and rounded."""
    count = len(ring)
    is_fixed = [frozenset((ring[i], ring[(i + 1) % count])) in fixed for i in range(count)]
    if not any(is_fixed):
        return _rounded_run(ring + ring[:1])[:-1]
    start = next(i for i in range(count) if is_fixed[i] and not is_fixed[i - 1])
    ring, is_fixed = ring[start:] + ring[:start], is_fixed[start:] + is_fixed[:start]
    outline, i = [], 0
    while i < count:
        if is_fixed[i]:
            outline.append(ring[i])
            i += 1
            continue
        end = i
        while end < count and not is_fixed[end]:
            end += 1
        outline += _rounded_run((ring + ring[:1])[i:end + 1])[:-1]
        i = end
    return outline


def _rounded_run(run):
    kept = _with_stops(generalised(run, pins.OUTLINE_TOLERANCE_M))
    inner = [(round(x, pins.OUTLINE_DECIMALS), round(y, pins.OUTLINE_DECIMALS)) for x, y in kept[1:-1]]
    return [kept[0], *inner, kept[-1]]


def _with_stops(line):
    """Vertices put into long straight edges, above all on the territorial sea's limit, for inner lines to end on."""
    dense = line[:1]
    for a, b in zip(line, line[1:]):
        steps = math.ceil(math.dist(a, b) / pins.OUTLINE_STOP_DEG)
        dense += [(a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps) for i in range(1, steps)] + [b]
    return dense
