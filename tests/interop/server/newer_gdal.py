"""Reads a collection by the GDAL that pyogrio brings, whole and by a filter with a box, and prints one JSON object of what it saw.

Usage: newer_gdal.py URL COLLECTION
"""

import json
import sys

import pyogrio
import pyogrio.raw

url, collection = f"OAPIF:{sys.argv[1]}", sys.argv[2]
whole = pyogrio.read_info(url, layer=collection, force_feature_count=True)
fields, _, _, columns = pyogrio.raw.read(url, layer=collection, where="deaths > 90", bbox=(60, 25, 62, 27))
deaths = columns[list(fields["fields"]).index("deaths")]
seen = {
    "version": ".".join(map(str, pyogrio.__gdal_version__)),
    "count": int(whole["features"]),
    "some": len(deaths),
    "fitting": int((deaths > 90).sum()),
}
print(json.dumps(seen))
