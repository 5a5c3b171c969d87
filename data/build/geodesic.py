"""Lengths, areas and nearest points on the WGS84 ellipsoid, and nothing else. Coordinates are (lon, lat) in degrees."""

import math
from functools import lru_cache

from geographiclib.geodesic import Geodesic

WGS84 = Geodesic.WGS84
M_PER_DEG = 111_320.0  # of latitude, rounded; for ranking candidates and tolerances only


@lru_cache(maxsize=None)
def _edge(lon1, lat1, lon2, lat2):
    line = WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE | Geodesic.AREA)
    return line["s12"], line["S12"]


def edge_length_area(a, b):
    """Length in metres of an edge, and the signed area in m² between it and the equator."""
    if a <= b:
        return _edge(*a, *b)
    length, area = _edge(*b, *a)
    return length, -area


def distance_m(a, b):
    return WGS84.Inverse(a[1], a[0], b[1], b[0], Geodesic.DISTANCE)["s12"]


def length_m(line):
    return math.fsum(edge_length_area(a, b)[0] for a, b in zip(line, line[1:]))


def ring_area_m2(ring):
    """Area inside a closed ring, positive whichever way it runs."""
    return abs(math.fsum(edge_length_area(a, b)[1] for a, b in zip(ring, ring[1:])))


def polygon_area_m2(polygon):
    """Area of a shapely polygon or multipolygon, holes taken out."""
    total = 0.0
    for part in getattr(polygon, "geoms", [polygon]):
        total += ring_area_m2(list(part.exterior.coords))
        total -= sum(ring_area_m2(list(hole.coords)) for hole in part.interiors)
    return total


def circle(centre, radius_m, count):
    """A closed ring of `count` points at `radius_m` from the centre, counter-clockwise."""
    ring = []
    for i in range(count):
        end = WGS84.Direct(centre[1], centre[0], -360.0 * i / count, radius_m)
        ring.append((end["lon2"], end["lat2"]))
    return ring + ring[:1]


def nearest_on_line(point, line):
    """The point of a polyline nearest to `point`, its distance in metres and the index of its edge.

    Edges are straight in longitude and latitude, as RFC 7946 says. Each candidate edge is searched on the ellipsoid by
    golden section; candidates are those whose plane distance is within 2 % of the smallest, which covers the scale error.
    """
    scale = math.cos(math.radians(point[1]))
    ranked = []
    for i, (a, b) in enumerate(zip(line, line[1:])):
        ax, ay = (a[0] - point[0]) * scale, a[1] - point[1]
        bx, by = (b[0] - point[0]) * scale, b[1] - point[1]
        dx, dy = bx - ax, by - ay
        square = dx * dx + dy * dy
        t = 0.0 if square == 0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / square))
        ranked.append((math.hypot(ax + t * dx, ay + t * dy), i))
    limit = min(ranked)[0] * 1.02 + 1e-6
    best = None
    for plane, i in ranked:
        if plane <= limit:
            found = _nearest_on_edge(point, line[i], line[i + 1])
            if best is None or found[1] < best[1]:
                best = (*found, i)
    return best


def _nearest_on_edge(point, a, b):
    def at(t):
        return (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))

    low, high, ratio = 0.0, 1.0, (math.sqrt(5) - 1) / 2
    for _ in range(50):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if distance_m(point, at(left)) < distance_m(point, at(right)):
            high = right
        else:
            low = left
    inner = at((low + high) / 2)
    return min(((p, distance_m(point, p)) for p in (a, b, inner)), key=lambda found: found[1])
