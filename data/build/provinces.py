"""First-level units of the three countries, and the districts of the two provinces that have them, as one nested coverage."""

from dataclasses import dataclass, field

import shapely

import coverage
import names
from districts import district_units

DETAILED = {"IR": "IR/sistan-and-baluchestan", "PK": "PK/balochistan"}


@dataclass
class Coverage:
    """Units by id: geometry, and the attributes that the layer writer needs."""

    provinces: dict = field(default_factory=dict)
    districts: dict = field(default_factory=dict)
    about: dict = field(default_factory=dict)


def build(outlines, natural_earth):
    result = Coverage()
    sources = _source_units(natural_earth, result.about)
    for iso, polygons in outlines.items():
        units = [(unit, shape) for unit, shape in sources if unit.startswith(iso + "/")]
        mainland, islands = polygons[0], polygons[1:]
        if iso in DETAILED:
            provinces, districts = _with_districts(mainland, units, DETAILED[iso], result.about)
            result.districts |= districts
        else:
            provinces = coverage.carve(mainland, units, coverage.coarser(coverage.inner_arcs(units)))
        for island in islands:
            nearest = min(provinces, key=lambda unit: provinces[unit].distance(island))
            provinces[nearest] = shapely.MultiPolygon(coverage.parts(provinces[nearest]) + [island])
        coverage.check(provinces, shapely.MultiPolygon(polygons))
        result.provinces |= provinces
    return result


def _source_units(natural_earth, about):
    units = {}
    for properties, geometry in natural_earth:
        iso = properties["iso_a2"]
        name = names.english_province(properties)
        if properties["iso_3166_2"] == "PK-TA":
            name = "Khyber Pakhtunkhwa"
        unit = f"{iso}/{names.slug(name)}"
        units.setdefault(unit, []).append(geometry)
        if properties["iso_3166_2"] != "PK-TA":
            assert unit not in about, unit
            about[unit] = {"name": name, "properties": properties}
    return [(unit, shapely.coverage_union_all(shapes) if len(shapes) > 1 else shapes[0]) for unit, shapes in sorted(units.items())]


def _with_districts(mainland, units, detailed, about):
    """The detailed province's inland edge is that of its districts; the neighbours are cut to it."""
    source_districts = district_units(detailed[:2], about)
    union = shapely.coverage_union_all([shape for _, shape in source_districts])
    others = [(unit, shape) for unit, shape in units if unit != detailed]
    around = shapely.coverage_union_all([shape for _, shape in others])
    guide = coverage.inner_arcs([(detailed, dict(units)[detailed]), ("", around)])
    assert len(guide.lines) == 1, f"{detailed} has {len(guide.lines)} inland edges, one was expected"
    chain = coverage.chain_along(union, guide.lines[0])
    halves = [(detailed, union), ("", around.difference(union))]
    split = coverage.carve(mainland, halves, coverage.Arcs([chain], frozenset()))
    rest = coverage.coarser(coverage.inner_arcs(others))
    provinces = {}
    for part in coverage.parts(split[""]):
        for unit, shape in coverage.carve(part, others, rest).items():
            assert unit not in provinces, f"{unit} lies on both sides of {detailed}"
            provinces[unit] = shape
    provinces[detailed] = split[detailed]
    districts = coverage.carve(split[detailed], source_districts, coverage.inner_arcs(source_districts))
    coverage.check(districts, split[detailed])
    missing = {unit for unit, _ in source_districts} - set(districts)
    assert not missing, f"no face for {sorted(missing)}"
    return provinces, districts
