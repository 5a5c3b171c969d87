"""The districts of Balochistan and the counties of Sistan and Baluchestan as the tables of figures give them."""

from shapely.geometry import MultiPolygon

import names
import sources

TABLES = {"PK": "balochistan_districts.csv", "IR": "sistan_baluchestan_counties.csv"}


def district_units(iso, about):
    """[(id, geometry)] of one country's table; what else the table says goes into `about`."""
    units = []
    for code, title, polygons in sources.figures(TABLES[iso]):
        name, also = names.DISTRICT_ENGLISH.get(code, (title, None))
        unit = f"{iso}/{names.slug(name)}"
        about[f"district:{unit}"] = {"name": name, "also": also, "code": code}
        units.append((unit, polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)))
    return sorted(units)
