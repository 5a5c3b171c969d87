"""Reads each format by a tool that is not ours. Not responsible for comparing.

Every reader gives a list of records: {"id": text, "shape": shapely geometry or None, "dates": {column: ISO day or None},
"names": {column: text}}, and how the tool calls the kind of each date column.
"""

import csv
import datetime
import gzip
import json
import re
import sys
from pathlib import Path

import shapely
import shapely.geometry
import shapely.wkt

csv.field_size_limit(sys.maxsize)
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def day(value):
    """The ISO day that a value of any tool is; None for nothing; its text for what is no day."""
    # pandas has a day that is none
    if value is None or value == "" or str(value) in ("NaT", "nan", "None", "<NA>"):
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value)
    head, tail = text[:10], text[10:]
    return head if DAY.match(head) and re.fullmatch(r"([T ]00:00(:00(\.0+)?)?(Z|\+00:00|\+00)?)?", tail) else text


def text(value):
    if value is None:
        return None
    told = str(value)
    return None if told in ("nan", "None", "<NA>", "NaT", "") else told


def record(identity, shape, wanted, cell):
    return {
        "id": plain_id(identity),
        "shape": None if shape is None or shape.is_empty else shape,
        "dates": {column: day(cell(column)) for column in wanted["dates"]},
        "names": {column: text(cell(column)) for column in wanted["names"]},
    }


def plain_id(value):
    told = text(value)
    return told[:-2] if told and re.fullmatch(r"\d+\.0", told) else told


def geojson(path, wanted):
    """Python's own JSON, shapely for shapes: the referee of all others."""
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    return [
        record(
            feature.get("id", feature["properties"].get("id")),
            shapely.geometry.shape(feature["geometry"]) if feature["geometry"] else None,
            wanted,
            feature["properties"].get,
        )
        for feature in features
    ], {}


def lines(path, wanted):
    features = []
    # splitlines would take the separators of RFC 8142 for ends of lines
    for line in Path(path).read_text(encoding="utf-8").split("\n"):
        if line:
            features.append(json.loads(line.lstrip("\x1e")))
    return [
        record(
            feature.get("id", feature["properties"].get("id")),
            shapely.geometry.shape(feature["geometry"]) if feature["geometry"] else None,
            wanted,
            feature["properties"].get,
        )
        for feature in features
    ], {}


def flat_shape(row):
    if row.get("wkt"):
        return shapely.from_wkt(row["wkt"])
    for lon, lat in (("lon", "lat"), ("longitude", "latitude")):
        if text(row.get(lon)) and text(row.get(lat)):
            return shapely.Point(float(row[lon]), float(row[lat]))
    return None


def table(path, wanted):
    delimiter = "\t" if str(path).endswith(".tsv") else ","
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    return [record(row.get("id"), flat_shape(row), wanted, row.get) for row in rows], {}


def flat_json(path, wanted):
    rows = json.loads(Path(path).read_text(encoding="utf-8"))
    return [record(row.get("id"), flat_shape(row), wanted, row.get) for row in rows], {}


def of_frame(frame, wanted):
    geometry = frame.geometry if hasattr(frame, "geometry") else [None] * len(frame)
    columns = {column: frame[column].tolist() for column in frame.columns if column != "geometry"}
    identities = columns.get("id") or columns.get("name") or [None] * len(frame)
    records = []
    for number, shape in enumerate(geometry):
        cell = lambda column: columns.get(column, [None] * len(frame))[number]  # noqa: E731
        records.append(record(plain_id(identities[number]), shape, wanted, cell))
    kinds = {column: str(frame[column].dtype) for column in wanted["dates"] if column in frame}
    return records, kinds


def gdal(path, wanted):
    """GDAL, as pyogrio brings it; records without a location may have a layer of their own."""
    import pyogrio

    records, kinds = [], {}
    for layer, _ in pyogrio.list_layers(path):
        if layer == "layer_styles":
            continue
        records += of_frame(pyogrio.read_dataframe(path, layer=layer), wanted)[0]
        info = pyogrio.read_info(path, layer=layer)
        told = dict(zip(info["fields"], info.get("ogr_types", info["dtypes"])))
        kinds.update({column: str(told[column]) for column in wanted["dates"] if column in told})
    return records, kinds


def geopandas(path, wanted):
    import geopandas as library

    return of_frame(library.read_parquet(path), wanted)


def duckdb(path, wanted):
    import duckdb as library

    base = library.connect()
    relation = base.sql(f"SELECT * FROM read_parquet('{path}')")
    names = relation.columns
    kinds = dict(zip(names, map(str, relation.types)))
    shape_at = names.index("geometry")
    records = []
    for row in relation.fetchall():
        cells = dict(zip(names, row))
        raw = row[shape_at]
        shape = None if raw is None else shapely.from_wkb(bytes(raw)) if isinstance(raw, (bytes, bytearray)) else shapely.from_wkt(str(raw))
        records.append(record(plain_id(cells.get("id")), shape, wanted, cells.get))
    return records, {column: kinds[column] for column in wanted["dates"] if column in kinds}


def workbook(path, wanted):
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    rows = book.worksheets[0].iter_rows(values_only=True)
    header = [str(cell) for cell in next(rows)]
    records, kinds = [], {}
    for row in rows:
        cells = dict(zip(header, row))
        for column in wanted["dates"]:
            if cells.get(column) not in (None, ""):
                kinds.setdefault(column, set()).add(type(cells[column]).__name__)
        records.append(record(plain_id(cells.get("id")), flat_shape(cells), wanted, cells.get))
    return records, {column: "/".join(sorted(kind)) for column, kind in kinds.items()}


def kml_places(folder):
    for feature in getattr(folder, "features", []):
        if hasattr(feature, "features"):
            yield from kml_places(feature)
        else:
            yield feature


def fastkml(path, wanted):
    from fastkml import KML

    if str(path).endswith(".kmz"):
        import io
        import zipfile

        with zipfile.ZipFile(path) as archive:
            document = KML.parse(io.BytesIO(archive.read("doc.kml")))
    else:
        document = KML.parse(path)
    records = []
    for place in kml_places(document):
        data = {}
        for element in getattr(place.extended_data, "elements", []) if place.extended_data else []:
            if hasattr(element, "data"):
                data.update({item.name: item.value for item in element.data})
            elif hasattr(element, "name"):
                data[element.name] = element.value
        shape = shapely.geometry.shape(place.geometry) if place.geometry else None
        if shape is not None and shape.geom_type == "GeometryCollection":
            # a point with the circle of its radius
            shape = next((part for part in shape.geoms if part.geom_type == "Point"), shape)
        records.append(record(data.get("id") or place.id or place.name, shape, wanted, data.get))
    return records, {}


def gpx(path, wanted):
    from lxml import etree

    space = {"g": "http://www.topografix.com/GPX/1/1"}
    records = []
    for point in etree.parse(path).findall("g:wpt", space):
        shape = shapely.Point(float(point.get("lon")), float(point.get("lat")))
        records.append(record(point.findtext("g:name", namespaces=space), shape, wanted, lambda column: None))
    return records, {}


def tiles(path, wanted):
    """How many records the deepest tiles tell of: features, or the counts of those that stand for many."""
    import mapbox_vector_tile
    from pmtiles.reader import MmapSource, Reader, all_tiles

    with open(path, "rb") as file:
        source = MmapSource(file)
        header = Reader(source).header()
        deepest, largest, met = header["max_zoom"], 0, {}
        for (zoom, _, _), data in all_tiles(source):
            raw = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
            largest = max(largest, len(data))
            if zoom != deepest:
                continue
            for name, layer in mapbox_vector_tile.decode(raw).items():
                for feature in layer["features"]:
                    properties = feature["properties"]
                    identity = properties.get("id", feature.get("id"))
                    met[text(identity)] = properties
        metadata = Reader(source).metadata()
    records = [record(identity, None, wanted, properties.get) for identity, properties in met.items()]
    return records, {"largest_tile_bytes": largest, "vector_layers": len(metadata.get("vector_layers", []))}
