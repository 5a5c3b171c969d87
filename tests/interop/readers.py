"""Reads each format by a tool that is not ours. Not responsible for comparing.

Every reader gives a list of records: {"id": text, "shape": shapely geometry or None, "dates": {column: ISO day or None},
"said": {column: the same as the tool gives it}, "names": {column: text}, "columns": the names of the columns it sees}, and how the
tool calls the kind of each date column.
"""

import csv
import datetime
import gzip
import json
import math
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


def record(identity, shape, wanted, cell, columns=()):
    return {
        "id": text(identity),
        "shape": None if shape is None or shape.is_empty else shape,
        "dates": {column: day(cell(column)) for column in wanted["dates"]},
        "said": {column: cell(column) for column in wanted["dates"]},
        "names": {column: text(cell(column)) for column in wanted["names"]},
        "columns": columns,
    }


def plain_id(value):
    """The id as formats of columns with kinds hold it."""
    told = text(value)
    return told[:-2] if told and re.fullmatch(r"\d+\.0", told) else told


def of_features(features, wanted):
    """Records of GeoJSON; a column is seen where any of them says something in it."""
    return [
        record(
            plain_id(feature.get("id", feature["properties"].get("id"))),
            shapely.geometry.shape(feature["geometry"]) if feature["geometry"] else None,
            wanted,
            feature["properties"].get,
            {column for column, value in feature["properties"].items() if value not in (None, "")},
        )
        for feature in features
    ], {}


def geojson(path, wanted):
    """Python's own JSON, shapely for shapes: the referee of all others."""
    with open(path, encoding="utf-8") as file:
        return of_features(json.load(file)["features"], wanted)


def lines(path, wanted):
    features = []
    # splitlines would take the separators of RFC 8142 for ends of lines
    for line in Path(path).read_text(encoding="utf-8").split("\n"):
        if line:
            features.append(json.loads(line.lstrip("\x1e")))
    return of_features(features, wanted)


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
    return [record(plain_id(row.get("id")), flat_shape(row), wanted, row.get, row.keys()) for row in rows], {}


def flat_json(path, wanted):
    rows = json.loads(Path(path).read_text(encoding="utf-8"))
    return [record(plain_id(row.get("id")), flat_shape(row), wanted, row.get, row.keys()) for row in rows], {}


def of_frame(frame, wanted):
    geometry = frame.geometry if hasattr(frame, "geometry") else [None] * len(frame)
    columns = {column: frame[column].tolist() for column in frame.columns if column != "geometry"}
    identities = columns.get("id") or columns.get("name") or [None] * len(frame)
    records = []
    for number, shape in enumerate(geometry):
        cell = lambda column: columns.get(column, [None] * len(frame))[number]  # noqa: E731
        records.append(record(identities[number], shape, wanted, cell, columns.keys()))
    return records, {column: kind_of(frame[column]) for column in wanted["dates"] if column in frame}


def kind_of(series):
    """The dtype, or the one type of the values where pandas has no dtype for it."""
    if str(series.dtype) != "object":
        return str(series.dtype)
    return "/".join(sorted({type(value).__name__ for value in series if value is not None}))


def gdal(path, wanted):
    """GDAL, as pyogrio brings it; records without a location may have a layer of their own."""
    import pyogrio

    records, kinds = [], {}
    for layer, _ in pyogrio.list_layers(path):
        if layer == "layer_styles":
            continue
        records += of_frame(pyogrio.read_dataframe(path, layer=layer), wanted)[0]
        if str(path).endswith(".geojson"):
            # GeoJSON has no kinds of numbers
            records = [{**one, "id": plain_id(one["id"])} for one in records]
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
        records.append(record(cells.get("id"), shape, wanted, cells.get, cells.keys()))
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
        records.append(record(cells.get("id"), flat_shape(cells), wanted, cells.get, cells.keys()))
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
        records.append(record(data.get("id") or place.id or place.name, shape, wanted, data.get, data.keys()))
    return records, {}


def columns_by_gdal(path):
    """The columns of all layers as GDAL sees them, in small letters: it has a `Name` of its own."""
    import pyogrio

    layers = [layer for layer, _ in pyogrio.list_layers(path)]
    return {field.lower() for layer in layers for field in pyogrio.read_info(path, layer=layer)["fields"]}


def gpx(path, wanted):
    """Waypoints with the columns in their extensions, by lxml."""
    from lxml import etree

    space = {"g": "http://www.topografix.com/GPX/1/1", "s": "urn:sarhad:record"}
    document = etree.parse(path)
    columns = document.find("g:metadata/g:extensions/s:columns", space)
    id_column = columns.get("id")
    records = []
    for point in document.findall("g:wpt", space):
        shape = shapely.Point(float(point.get("lon")), float(point.get("lat")))
        cells = {cell.get("column") or etree.QName(cell).localname: cell.text for cell in point.find("g:extensions", space)}
        records.append(record(cells.get(id_column), shape, wanted, cells.get, cells.keys()))
    return records, {}


def on_earth(tile, extent, at):
    """Degrees of a place in a tile whose rows are counted from the south, by the formulas of Web Mercator."""
    zoom, column, row = tile
    across = (column + at[0] / extent) / 2**zoom
    down = (row + 1 - at[1] / extent) / 2**zoom
    return across * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down))))


def tiles(path, wanted):
    """The records that the deepest tiles hold, points with their place."""
    import mapbox_vector_tile
    from pmtiles.reader import MmapSource, Reader, all_tiles

    with open(path, "rb") as file:
        source = MmapSource(file)
        header = Reader(source).header()
        deepest, largest, met = header["max_zoom"], 0, {}
        for tile, data in all_tiles(source):
            raw = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
            largest = max(largest, len(data))
            if tile[0] != deepest:
                continue
            for layer in mapbox_vector_tile.decode(raw).values():
                for feature in layer["features"]:
                    properties, geometry = feature["properties"], feature["geometry"]
                    is_point = geometry["type"] == "Point" and not properties.get("collapsed")
                    shape = shapely.Point(on_earth(tile, layer["extent"], geometry["coordinates"])) if is_point else None
                    met[text(properties.get("id", feature.get("id")))] = properties, shape
        metadata = Reader(source).metadata()
    records = [record(identity, shape, wanted, cells.get, cells.keys()) for identity, (cells, shape) in met.items()]
    grid_deg = 360 / 2**deepest / 4096
    return records, {"largest_tile_bytes": largest, "grid_deg": grid_deg, "vector_layers": len(metadata.get("vector_layers", []))}
