"""GDAL: ogr2ogr with the SQLite dialect (SpatiaLite), CSV to GeoJSON. Measured from outside.

usage: peer_gdal.py WORKLOAD ITEMS DATA OUT
"""

import subprocess

from measure import Job

SOURCE = """<OGRVRTDataSource><OGRVRTLayer name="points">
<SrcDataSource>CSV:{path}</SrcDataSource><SrcLayer>points</SrcLayer>
<GeometryType>wkbPoint</GeometryType><LayerSRS>EPSG:4326</LayerSRS>
<GeometryField encoding="PointFromColumns" x="lon" y="lat"/>
</OGRVRTLayer></OGRVRTDataSource>
"""


def main():
    job = Job()
    source, out = job.out / "gdal.vrt", job.out / f"{job.workload}_gdal.geojson"
    source.write_text(SOURCE.format(path=(job.data / "points.csv").resolve()))
    out.unlink(missing_ok=True)
    line = job.file("border").with_suffix(".geojson").resolve()
    km = "ST_Distance(p.geometry, b.geometry, 1) / 1000.0 as border_km"
    rows = f"(select * from points limit {job.items}) p"
    sql = f"select p.*, {km} from {rows}, '{line}'.{line.stem} b"
    subprocess.run(["ogr2ogr", "-f", "GeoJSON", str(out), str(source), "-dialect", "SQLite", "-sql", sql], check=True)


if __name__ == "__main__":
    main()
