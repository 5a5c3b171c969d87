"""Crossing points of the land borders. Positions are derived and honest about it; none is a survey of a gate."""

from shapely.geometry import LineString, Point

from feature import leading
from geodesic import nearest_on_line

# id, name, name_fa, name_ur, border, (side a name, country), (side b name, country), position, accuracy_m, status, status_date, status_source
# A position is ("town", GeoNames id): the point of the drawn border nearest to that town;
# ("towns", id, id): where the straight line between two towns meets the drawn border;
# ("by hand", lon, lat): an approximate position from general knowledge, moved to the nearest point of the drawn border.
CROSSINGS = [
    ("taftan-mirjaveh", "Taftan–Mirjaveh", "میرجاوه", "تفتان", "border/IR-PK", ("Mirjaveh", "IR"), ("Taftan", "PK"), ("town", 9969716), 5000,
     "official road and rail crossing", None, "common knowledge, undated"),
    ("gabd-rimdan", "Gabd–Rimdan", "ریمدان", "گبد", "border/IR-PK", ("Rimdan", "IR"), ("Gabd", "PK"), ("by hand", 61.63, 25.25), 10000,
     "opened as an official crossing", "2020-12", "news reports of December 2020"),
    ("mand-pishin", "Mand–Pishin", "پیشین", "مند", "border/IR-PK", ("Pishin", "IR"), ("Mand", "PK"), ("town", 1159975), 10000,
     "border market inaugurated", "2023-05-18", "news reports of 18 May 2023"),
    ("chedgi-kuhak", "Chedgi–Kuhak", "کوهک", None, "border/IR-PK", ("Kuhak", "IR"), ("Chedgi", "PK"), ("by hand", 63.25, 27.13), 15000,
     "unknown", None, None),
    ("torkham", "Torkham", "تورخم", "طورخم", "border/AF-PK", ("Torkham", "AF"), ("Torkham", "PK"), ("by hand", 71.095, 34.121), 3000,
     "official road crossing; open or shut as of today unknown", None, "common knowledge, undated"),
    ("chaman-spin-boldak", "Chaman–Spin Boldak", "سپین بولدک", "چمن", "border/AF-PK", ("Spin Boldak", "AF"), ("Chaman", "PK"),
     ("towns", 1181611, 1123906), 5000, "official road crossing; open or shut as of today unknown", None, "common knowledge, undated"),
    ("ghulam-khan", "Ghulam Khan", "غلام خان", "غلام خان", "border/AF-PK", ("Ghulam Khan", "AF"), ("Ghulam Khan", "PK"),
     ("towns", 1170367, 1136469), 10000, "official road crossing; open or shut as of today unknown", None, "common knowledge, undated"),
    ("angoor-adda", "Angoor Adda", None, "انگور اڈہ", "border/AF-PK", ("Angoor Adda", "AF"), ("Angoor Adda", "PK"), ("by hand", 69.28, 32.5), 10000,
     "official road crossing; open or shut as of today unknown", None, "common knowledge, undated"),
    ("kharlachi", "Kharlachi", None, "خرلاچی", "border/AF-PK", ("Dand Aw Patan", "AF"), ("Kharlachi", "PK"), ("by hand", 70.0, 33.83), 15000,
     "official road crossing; open or shut as of today unknown", None, "common knowledge, undated"),
    ("islam-qala-dogharoun", "Islam Qala–Dogharoun", "دوغارون", None, "border/AF-IR", ("Dogharoun", "IR"), ("Islam Qala", "AF"),
     ("towns", 1142404, 1159384), 5000, "official road crossing; open or shut as of today unknown", None, "common knowledge, undated"),
    ("zaranj-milak", "Zaranj–Milak", "میلک", None, "border/AF-IR", ("Milak", "IR"), ("Zaranj", "AF"), ("town", 1120985), 5000,
     "official road crossing; open or shut as of today unknown", None, "common knowledge, undated"),
    ("mahirud-abu-nasr-farahi", "Mahirud–Abu Nasr Farahi", "ماهیرود", None, "border/AF-IR", ("Mahirud", "IR"), ("Abu Nasr Farahi", "AF"),
     ("by hand", 60.75, 32.55), 20000, "official road crossing; open or shut as of today unknown", None, "common knowledge, undated"),
]
DECIMALS = 4  # 11 m, far below the accuracy stated


def crossing_features(borders, towns):
    """`towns` maps GeoNames ids to records."""
    lines = {border.id: border.line for border in borders}
    features = []
    for key, name, fa, ur, border_id, side_a, side_b, position, accuracy, status, date, told_by in CROSSINGS:
        point, method, source = _position(position, lines[border_id], towns)
        features.append(({
            **leading(f"crossing/{key}", "crossing", (name, fa, ur, None), source, accuracy, parent=border_id), "border": border_id, "side_a": side_a[0], "side_a_country": side_a[1], "side_b": side_b[0],
            "side_b_country": side_b[1], "position_method": method, "status": status, "status_date": date, "status_source": told_by,
        }, Point(round(point[0], DECIMALS), round(point[1], DECIMALS))))
    return features


def _position(position, line, towns):
    how, *arguments = position
    if how == "town":
        town = towns[arguments[0]]
        point, away, _ = nearest_on_line((town["longitude"], town["latitude"]), line)
        return point, f"point of the drawn border nearest to the GeoNames point of {town['name']}, {away / 1000:.1f} km away", "geonames"
    if how == "towns":
        a, b = (towns[i] for i in arguments)
        straight = LineString([(a["longitude"], a["latitude"]), (b["longitude"], b["latitude"])])
        met = straight.intersection(LineString(line))
        first = min(getattr(met, "geoms", [met]), key=lambda p: (p.x, p.y))
        return (first.x, first.y), f"where the straight line between the GeoNames points of {a['name']} and {b['name']} meets the drawn border", "geonames"
    point, _, _ = nearest_on_line(tuple(arguments), line)
    return point, "approximate position written by hand from general knowledge, moved to the nearest point of the drawn border", "sarhad"
