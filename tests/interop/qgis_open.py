"""Opens a QGIS project as a double click does, checks its layers, and draws it into a picture.

Usage: QT_QPA_PLATFORM=offscreen python3 qgis_open.py map.qgz picture.png [WIDTHxHEIGHT] [W,S,E,N]
Needs the Python of QGIS (Debian: qgis, python3-qgis). Exit code 1 where a layer or the project is not valid.
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayerTemporalProperties,
)
from qgis.PyQt.QtCore import QSize, Qt  # noqa: E402
from qgis.PyQt.QtGui import QColor, QFont, QPainter  # noqa: E402
from qgis.PyQt.QtXml import QDomDocument  # noqa: E402


def decorated(image, project):
    """Writes title and credit where the window of QGIS shows them, in its default type."""
    painter = QPainter(image)
    corners = [("TitleLabel", 14, Qt.AlignHCenter | Qt.AlignTop), ("CopyrightLabel", 7, Qt.AlignLeft | Qt.AlignBottom)]
    for name, size, corner in corners:
        text = project.readEntry(name, "/Label")[0]
        painter.setFont(QFont("DejaVu Sans", size))
        frame = image.rect().adjusted(8, 8, -8, -8)
        around = painter.boundingRect(frame, corner, text)
        painter.fillRect(around.adjusted(-3, -2, 3, 2), QColor(255, 255, 255, 200))
        painter.drawText(frame, corner, text)
    painter.end()


def main(path, picture, size, box):
    project = QgsProject.instance()
    canvas = QgsMapSettings()

    def remember(document: QDomDocument):
        nodes = document.elementsByTagName("mapcanvas")
        if nodes.count():
            canvas.readXml(nodes.at(0))

    project.readProject.connect(remember)
    if not project.read(path):
        print("not read:", project.error())
        return 1
    print("title:", project.title())
    print("crs:", project.crs().authid())
    time = project.timeSettings().temporalRange()
    print("time:", time.begin().toString("yyyy-MM-dd"), time.end().toString("yyyy-MM-dd"))
    print("credit:", project.readEntry("CopyrightLabel", "/Label")[0].replace("\n", " | "))
    failed = 0
    root = project.layerTreeRoot()
    order = root.layerOrder()
    # tables are in the tree, and in no order of drawing
    for layer in order + [node.layer() for node in root.findLayers() if node.layer() not in order]:
        timed = layer.temporalProperties()
        modes = QgsVectorLayerTemporalProperties
        kind = {modes.ModeFeatureDateTimeInstantFromField: "day", modes.ModeFeatureDateTimeStartAndEndFromFields: "days"}
        source = layer.source()
        told = kind.get(timed.mode(), "") if timed.isActive() else "no time"
        renderer = layer.renderer().type() if layer.isSpatial() else "table"
        count = layer.featureCount()
        print(f"layer: {layer.name()} valid={layer.isValid()} records={count} {renderer} {told} labels={layer.labelsEnabled()}")
        failed += not layer.isValid() or not os.path.isabs(source.split("|")[0])
    width, height = size
    settings = QgsMapSettings()
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setEllipsoid(project.ellipsoid())
    settings.setLayers([layer for layer in order if layer.isSpatial()])
    settings.setOutputSize(QSize(width, height))
    settings.setOutputDpi(96)
    settings.setBackgroundColor(QColor(project.backgroundColor()))
    extent = canvas.extent()
    if box:
        there = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), project.crs(), project)
        extent = there.transformBoundingBox(QgsRectangle(*box))
    settings.setExtent(extent)
    # as the window's canvas does: styles ask for the map's scale and extent
    scopes = QgsExpressionContextUtils
    around = QgsExpressionContext()
    for scope in (scopes.globalScope(), scopes.projectScope(project), scopes.mapSettingsScope(settings)):
        around.appendScope(scope)
    settings.setExpressionContext(around)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    for error in job.errors():
        print("drawing:", error.layerID, error.message)
        failed += 1
    image = job.renderedImage()
    decorated(image, project)
    image.save(picture)
    print("failed:", failed)
    return int(failed > 0)


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    asked = sys.argv[3] if len(sys.argv) > 3 else "1200x900"
    corners = [float(part) for part in sys.argv[4].split(",")] if len(sys.argv) > 4 else None
    code = main(sys.argv[1], sys.argv[2], [int(part) for part in asked.split("x")], corners)
    sys.stdout.flush()
    os._exit(code)
