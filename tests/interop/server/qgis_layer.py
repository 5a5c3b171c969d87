"""Opens a collection in QGIS itself as its users do, and prints one JSON object of what QGIS sees.

Usage: QT_QPA_PLATFORM=offscreen python3 qgis_layer.py URL COLLECTION
Needs the Python of QGIS (Debian: qgis, python3-qgis).
"""

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")

from qgis.core import (  # noqa: E402
    Qgis,
    QgsApplication,
    QgsDistanceArea,
    QgsFeatureRequest,
    QgsPointXY,
    QgsRectangle,
    QgsVectorLayer,
)


def layer(url, collection, more=""):
    return QgsVectorLayer(f"url='{url}' typename='{collection}' pagingEnabled='true'{more}", collection, "OAPIF")


def measured(features):
    """The most in metres by which QGIS, measuring from each point to the foot, is off the column."""
    ruler = QgsDistanceArea()
    ruler.setEllipsoid("EPSG:7030")
    worst = 0.0
    for feature in features:
        foot = QgsPointXY(feature["nearest_lon"], feature["nearest_lat"])
        worst = max(worst, abs(ruler.measureLine(feature.geometry().asPoint(), foot) - feature["distance_m"]))
    return worst


def main(url, collection):
    whole = layer(url, collection)
    seen = {"version": Qgis.QGIS_VERSION_INT, "valid": whole.isValid()}
    if whole.isValid():
        features = list(whole.getFeatures())
        seen["count"] = len(features)
        seen["geometry"] = whole.geometryType()
        seen["fields"] = {field.name(): field.typeName() for field in whole.fields()}
        seen["off_m"] = measured(features)
        seen["distances"] = {feature["id"]: feature["distance_m"] for feature in features}
        # what a filter says is asked of the server where this version can
        whole.setSubsetString("\"deaths\" > 90 AND \"date\" >= '2024-06-01'")
        seen["filtered"] = sum(1 for _ in whole.getFeatures())
        whole.setSubsetString("")
        again = layer(url, collection, " restrictToRequestBBOX='1'")
        box = QgsFeatureRequest().setFilterRect(QgsRectangle(60, 25, 62, 27))
        seen["boxed"] = sum(1 for _ in again.getFeatures(box))
    print("SEEN " + json.dumps(seen))


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main(sys.argv[1], sys.argv[2])
    sys.stdout.flush()
    os._exit(0)
