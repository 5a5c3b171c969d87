"""Draws the letters of Urdu that DejaVu Sans 2.37 lacks: gol he (U+06C1), bari ye (U+06D2) and the full stop (U+06D4).

Each letter is a line drawn with a round pen as thick as DejaVu's, so that it stands among its letters. Written for this
project; nothing is taken from another font. Lam and alef are there without outlines, so that a word has as many glyphs in
this font as in DejaVu, which a renderer that mends missing letters relies on.

Needs fonttools 4.68.0 and shapely 2.2.0. Writes data/fonts/urdu-letters-{regular,bold}.ttf, the same bytes every time.
"""

import math
import pathlib

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

OUT = pathlib.Path(__file__).parent.parent / "fonts"
EM = 2048
# 1980-01-01 in seconds since 1904
EPOCH = 2398377600


def curve(*points, steps=14):
    """A smooth line through points (Catmull-Rom)."""
    points = [points[0], *points, points[-1]]
    line = []
    for a, b, c, d in zip(points, points[1:], points[2:], points[3:]):
        for number in range(steps):
            t = number / steps
            line.append(tuple(
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d)
            ))
    return [*line, points[-1]]


def ellipse(x, y, rx, ry, lean=0.0):
    turns = [2 * math.pi * number / 40 for number in range(41)]
    return [(x + rx * math.cos(turn) + lean * ry * math.sin(turn), y + ry * math.sin(turn)) for turn in turns]


def letters(pen):
    """Name, advance width, centre lines and solid shapes of each form, for a pen of so many units."""
    half = pen / 2
    wide = pen / 184
    join = half  # the middle of the line that joins letters
    hook = lambda x: curve((x + 20, -170), (x - 60 * wide, -250), (x - 30, -370), (x - 150, -450))
    yield "golhe", 900 * wide**0.5, [ellipse(450 * wide**0.5, 330, 270 * wide**0.5, 330 - half, 0.10)], []
    a = 1020 * wide**0.5
    yield "golhe.fina", a, [
        curve((a + 40, join), (a - 120, join), (a - 330, join + 30), (a - 480, 250), (a - 560, 620)),
        ellipse(a - 640, 330, 215, 330 - half, 0.12),
    ], []
    a = 600 * wide**0.6
    yield "golhe.init", a, [curve((-40, join), (120, join), (260, join + 40), (310, 220), (330, 560 - half)), hook(270)], []
    a = 680 * wide**0.6
    yield "golhe.medi", a, [
        curve((-40, join), (110, join), (240, join + 30), (a / 2, 300), (a - 240, join + 30), (a - 110, join), (a + 40, join)),
        hook(a / 2 + 20),
    ], []
    a = 1500 * wide**0.4
    yield "bariye", a, [curve((a - 420, 560), (a - 520, 470), (a - 560, 330), (a - 700, 230), (430, 150), (150, 0), (160, -200),
                              (420, -330), (800, -370), (a - 80, -370))], []
    yield "bariye.fina", a, [curve((a + 40, join), (a - 300, join), (700, join), (360, 70), (150, -60), (170, -230), (420, -340),
                                   (800, -370), (a - 60, -370))], []
    yield "fullstop", 660, [], [box(150, 60, 510, 60 + pen)]


def glyph(lines, solids, pen):
    shape = unary_union([LineString(line).buffer(pen / 2, quad_segs=6) for line in lines] + list(solids))
    shape = shape.simplify(3)
    parts = [shape] if isinstance(shape, Polygon) else list(shape.geoms)
    draw = TTGlyphPen(None)
    for part in parts:
        part = orient(part, -1.0)
        for ring in [part.exterior, *part.interiors]:
            first, *rest = [(round(x), round(y)) for x, y in ring.coords[:-1]]
            draw.moveTo(first)
            for point in rest:
                draw.lineTo(point)
            draw.closePath()
    return draw.glyph()


FEATURES = """
languagesystem DFLT dflt;
languagesystem arab dflt;
languagesystem arab URD;
feature fina { sub golhe by golhe.fina; sub bariye by bariye.fina; } fina;
feature init { sub golhe by golhe.init; } init;
feature medi { sub golhe by golhe.medi; } medi;
feature rlig { sub lam alef by lamalef; sub lam madda by lamalef; sub lam hamza by lamalef; sub lam below by lamalef; } rlig;
"""


def font(style, weight, pen):
    drawn = {name: (round(advance), glyph(lines, solids, pen)) for name, advance, lines, solids in letters(pen)}
    blanks = {"space": 651, "lam": 600, "alef": 570, "madda": 570, "hamza": 570, "below": 570, "lamalef": 1100}
    empty = TTGlyphPen(None).glyph()
    notdef = glyph([[(100, 0), (900, 0), (900, 1400), (100, 1400), (100, 0)]], [], 60)
    order = [".notdef", *blanks, *drawn]
    build = FontBuilder(EM, isTTF=True)
    build.setupGlyphOrder(order)
    build.setupCharacterMap({
        0x20: "space", 0x644: "lam", 0x627: "alef", 0x622: "madda", 0x623: "hamza", 0x625: "below",
        0x6C1: "golhe", 0x6D2: "bariye", 0x6D4: "fullstop",
    })
    build.setupGlyf({".notdef": notdef, **{name: empty for name in blanks}, **{name: g for name, (_, g) in drawn.items()}})
    widths = {".notdef": 1000, **blanks, **{name: advance for name, (advance, _) in drawn.items()}}
    glyf = build.font["glyf"]
    build.setupHorizontalMetrics({name: (width, getattr(glyf[name], "xMin", 0)) for name, width in widths.items()})
    build.setupHorizontalHeader(ascent=1901, descent=-483)
    build.setupNameTable({"familyName": "Sarhad Urdu Letters", "styleName": style, "psName": f"SarhadUrduLetters-{style}",
                          "licenseDescription": "CC0-1.0"})
    build.setupOS2(sTypoAscender=1556, sTypoDescender=-492, usWinAscent=1901, usWinDescent=483, usWeightClass=weight)
    build.setupPost()
    build.font["head"].created = build.font["head"].modified = EPOCH
    build.font.recalcTimestamp = False
    addOpenTypeFeaturesFromString(build.font, FEATURES)
    OUT.mkdir(exist_ok=True)
    build.save(OUT / f"urdu-letters-{style.lower()}.ttf")


font("Regular", 400, 184)
font("Bold", 700, 270)
