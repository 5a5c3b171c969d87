"""Edge-matching: the inner lines of one source put into an outline of another, so that the outline stays exact.

Only the lines *between* units are taken from the source. Where such a line leaves the outline or ends before it, it is tied to an
outline vertex that already exists. The faces of the resulting linework are given to the unit that covers most of them, or else to
the nearest one. So no unit leaves the outline, none overlaps another, nothing inside is left over, and every edge along the
outline is the outline's own run of vertices.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Point, Polygon
from shapely.ops import linemerge, polygonize, unary_union

import pins
from generalise import generalised


def parts(geometry):
    return list(getattr(geometry, "geoms", [geometry]))


def rings(geometry):
    return [list(ring.coords) for part in parts(geometry) for ring in (part.exterior, *part.interiors)]


@dataclass(frozen=True)
class Arcs:
    """Lines between two units each, and the points inside the source where three or more of them meet."""

    lines: list
    junctions: frozenset


def inner_arcs(units):
    """The lines shared by two units of a coverage, from junction to junction or to the coverage's outer edge."""
    owners = defaultdict(set)
    for unit, geometry in units:
        for ring in rings(geometry):
            for a, b in zip(ring, ring[1:]):
                owners[min(a, b), max(a, b)].add(unit)
    outer = {end for edge, who in owners.items() if len(who) == 1 for end in edge}
    between = defaultdict(list)
    for edge, who in sorted(owners.items()):
        if len(who) == 2:
            between[frozenset(who)].append(edge)
    lines = []
    for pair in sorted(between, key=sorted):
        merged = linemerge(MultiLineString(between[pair])) if len(between[pair]) > 1 else LineString(between[pair][0])
        lines += [list(arc.coords) for arc in parts(merged)]
    meeting = Counter(end for line in lines for end in (line[0], line[-1]))
    return Arcs(lines, frozenset(end for end, count in meeting.items() if count > 1 and end not in outer))


def coarser(arcs):
    """Arcs generalised and rounded as inner lines are; their ends are rounded alike, so junctions stay junctions."""
    lines = [_without_repeats(map(_rounded, generalised(line, pins.INNER_TOLERANCE_M))) for line in arcs.lines]
    return Arcs([line for line in lines if len(line) > 1], frozenset(map(_rounded, arcs.junctions)))


def _rounded(point):
    return tuple(round(c, pins.INNER_DECIMALS) for c in point)


def _without_repeats(points):
    points = list(points)
    return [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]


class Outline:
    """A polygon to be carved, and its vertices in an index."""

    def __init__(self, polygon):
        self.polygon = polygon
        shapely.prepare(polygon)
        self.boundary = polygon.boundary
        shapely.prepare(self.boundary)
        self.vertices = [p for ring in rings(polygon) for p in ring[:-1]]
        self.known = set(self.vertices)
        self._array = np.array(self.vertices)

    def tie(self, point, towards):
        """The vertex of the outline nearest to `towards` that a straight edge from `point` reaches without leaving the polygon."""
        scale = np.array([np.cos(np.radians(towards[1])), 1.0])
        offsets = (self._array - np.array(towards)) * scale
        order = np.argsort(np.hypot(offsets[:, 0], offsets[:, 1]), kind="stable")
        for i in order[:5000]:
            edge = LineString([point, self.vertices[i]])
            # A safe edge has nothing of the outline but its end: both tests are needed, an edge may lie outside or touch.
            if self.polygon.covers(edge) and edge.intersection(self.boundary).equals(Point(self.vertices[i])):
                return self.vertices[i]
        raise AssertionError(f"no vertex of the outline can be reached from {point}")


def carve(polygon, units, arcs):
    """Split `polygon` along `arcs` among `units`, a list of (id, source geometry). Returns {id: geometry}."""
    outline = Outline(polygon)
    fitted = fit(outline, arcs)
    lines = unary_union([polygon.boundary, *map(LineString, fitted)])
    owned = defaultdict(list)
    for face in sorted(polygonize(lines), key=lambda f: f.bounds):
        if outline.polygon.contains(face.representative_point()):
            owned[_owner(face, units)].append(face)
    return {unit: _dissolved(faces) for unit, faces in owned.items()}


def fit(outline, arcs):
    """The arcs cut to the outline; every end that is no junction inside is tied to an outline vertex."""
    inside = {end for end in arcs.junctions if outline.polygon.contains(Point(end))}
    return [_tied(piece, inside, outline) for line in arcs.lines for piece in _kept_pieces(line, inside, outline)]


def _kept_pieces(line, inside, outline):
    """What of a line is inside: the pieces that hang on a junction, or else the longest one."""
    cut = LineString(line).intersection(outline.polygon)
    pieces = [list(p.coords) for p in parts(linemerge(cut) if cut.geom_type == "MultiLineString" else cut) if p.geom_type == "LineString"]
    pieces = [p for p in pieces if len(p) > 1]
    if not pieces:
        return []
    if line[0] == line[-1]:
        return pieces
    hanging = [p for p in pieces if p[0] in inside or p[-1] in inside]
    return hanging or [max(pieces, key=lambda p: LineString(p).length)]


def _tied(piece, inside, outline):
    if piece[0] == piece[-1]:
        return piece
    for _ in range(2):
        if piece[-1] not in inside and piece[-1] not in outline.known:
            end = piece[-1]
            piece = _cut_back(piece, outline)
            piece = piece + [outline.tie(piece[-1], end)]
        piece = piece[::-1]
    return piece


def _cut_back(piece, outline):
    """Without the last vertices that lie on the outline or so near that the line would run along it."""
    while len(piece) > 1 and shapely.distance(Point(piece[-1]), outline.boundary) < pins.CUT_BACK_DEG:
        piece = piece[:-1]
    return piece


def _owner(face, units):
    def overlap(unit):
        return face.intersection(unit[1]).area

    best = max(units, key=overlap)
    return best[0] if overlap(best) > 0.0 else min(units, key=lambda unit: face.distance(unit[1]))[0]


def _dissolved(faces):
    if len(faces) == 1:
        return faces[0]
    return shapely.coverage_union_all(faces)


def check(units, whole):
    """Assert that the units tile the whole: valid, no gap, no overlap, and every outline edge is an edge of a unit."""
    geometries = list(units.values())
    bad = [unit for unit, g in units.items() if not g.is_valid]
    assert not bad, f"invalid: {bad}"
    assert shapely.coverage_is_valid(geometries), "the units overlap or do not share their vertices"
    area = sum(g.area for g in geometries)
    assert abs(area - whole.area) <= 1e-9 * whole.area, f"area {area} is not {whole.area}"
    edges = Counter(frozenset(e) for g in geometries for ring in rings(g) for e in zip(ring, ring[1:]))
    outer = {edge for edge, count in edges.items() if count == 1}
    expected = {frozenset(e) for ring in rings(whole) for e in zip(ring, ring[1:])}
    assert outer == expected, f"{len(outer ^ expected)} outline edges differ"


def chain_along(polygon, guide):
    """The part of the polygon's outer ring that runs where `guide` runs, from near its first point to near its last."""
    ring = list(Polygon(polygon.exterior).exterior.coords)[:-1]
    first, last = (min(range(len(ring)), key=lambda i: Point(ring[i]).distance(Point(end))) for end in (guide[0], guide[-1]))
    turned = ring[first:] + ring[:first]
    stop = (last - first) % len(ring)
    one, other = turned[:stop + 1], (turned[stop:] + turned[:1])[::-1]
    return min((one, other), key=lambda chain: LineString(chain).hausdorff_distance(LineString(guide)))
