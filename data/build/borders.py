"""What two country outlines share, vertex for vertex: the land borders, the maritime part and the tripoint."""

from dataclasses import dataclass

import pins
from geodesic import length_m
from generalise import generalised


@dataclass(frozen=True)
class BorderLine:
    """A border as a list of (lon, lat). `left` and `right` are the countries on either hand in drawing direction."""

    id: str
    between: tuple
    left: str
    right: str
    line: list


def tripoint(countries):
    """The one vertex that all three outlines have."""
    shared = set.intersection(*(set(ring[0]) for ring in countries.values()))
    assert shared == {pins.TRIPOINT}, shared
    return shared.pop()


def border_lines(countries):
    """The three land borders, each drawn away from the tripoint, and the maritime part of IR-PK."""
    lines = {}
    for pair in (("AF", "IR"), ("AF", "PK"), ("IR", "PK")):
        line = _shared_run(countries[pair[0]][0], countries[pair[1]][0])
        if line[-1] == pins.TRIPOINT:
            line.reverse()
        assert line[0] == pins.TRIPOINT, pair
        lines[pair] = line
    coast = lines["IR", "PK"].index(pins.IR_PK_COAST)
    maritime = lines["IR", "PK"][coast:]
    lines["IR", "PK"] = lines["IR", "PK"][:coast + 1]
    named = [(f"border/{a}-{b}", (a, b), line) for (a, b), line in lines.items()]
    named.append(("border/IR-PK/maritime", ("IR", "PK"), maritime))
    borders = [_with_sides(border_id, pair, line, countries) for border_id, pair, line in named]
    _check(borders)
    return borders


def for_the_web(border):
    line = generalised(border.line, pins.WEB_BORDER_TOLERANCE_M)
    return BorderLine(border.id, border.between, border.left, border.right, line)


def _shared_run(ring_a, ring_b):
    edges_b = {frozenset(edge) for edge in zip(ring_b, ring_b[1:] + ring_b[:1])}
    count = len(ring_a)
    shared = [frozenset((ring_a[i], ring_a[(i + 1) % count])) in edges_b for i in range(count)]
    starts = [i for i in range(count) if shared[i] and not shared[i - 1]]
    assert len(starts) == 1, f"{len(starts)} shared runs where one was expected"
    line, i = [ring_a[starts[0]]], starts[0]
    while shared[i % count]:
        line.append(ring_a[(i + 1) % count])
        i += 1
    return line


def _with_sides(border_id, pair, line, countries):
    a, b = pair
    left = a if _is_left(line, countries[a][0]) else b
    return BorderLine(border_id, pair, left, b if left == a else a, line)


def _is_left(line, ring):
    """Whether the ring's inside is on the left of the line: the ring runs along it, and is counter-clockwise."""
    twice_area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]))
    first = ring.index(line[0])
    forwards = ring[(first + 1) % len(ring)] == line[1]
    return forwards == (twice_area > 0)


def _check(borders):
    for border in borders:
        vertices, km = pins.BORDER_FIGURES[border.id]
        found = length_m(border.line) / 1000
        tolerance = 0.05 if border.id.endswith("maritime") else 0.0005
        assert len(border.line) == vertices, (border.id, len(border.line), vertices)
        assert abs(found - km) <= tolerance + 5e-4, (border.id, found, km)
