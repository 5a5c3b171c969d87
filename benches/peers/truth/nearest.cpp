// The exact nearest point of a border to each place, by GeographicLib and the triangle inequality alone.
//
// A chord through space is never longer than its geodesic, so an edge AB of length L is at least (|PA| + |PB| - L) / 2 away from P.
// Along an edge the distance falls or grows by -cos(angle between the course and the geodesic to P); its root is bracketed on
// intervals of at most 50 km and refined to a micrometre.
//
// usage: nearest BORDER.csv POINTS.csv COUNT geodesic|lonlat OUT.csv
#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/GeodesicLine.hpp>
#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>

#include "places.hpp"

using GeographicLib::Geodesic;
using GeographicLib::GeodesicLine;

static const Geodesic &WGS84 = Geodesic::WGS84();
constexpr double INTERVAL_M = 50e3, SETTLED_M = 1e-7, ON_IT_M = 1e-9;
constexpr size_t GROUP = 32;

struct Spot {
  Place at;
  double course_deg;
};

// An edge by its length's share: a geodesic, or a straight line in lon/lat (RFC 7946).
struct Edge {
  Place start, end;
  double length_m;  // of a straight line an upper bound
  bool straight;
  GeodesicLine line;

  Edge(Place a, Place b, bool lonlat) : start(a), end(b), straight(lonlat) {
    double bearing, other;
    WGS84.Inverse(a.lat, a.lon, b.lat, b.lon, length_m, bearing, other);
    line = WGS84.Line(a.lat, a.lon, bearing);
    if (!lonlat) return;
    const double widest = std::cos(std::min(std::abs(a.lat), std::abs(b.lat)) * RADIAN) * (a.lat * b.lat < 0 ? 0 : 1) +
                          (a.lat * b.lat < 0 ? 1 : 0);
    const double polar_m = RADIUS_M / (1 - FLATTENING);  // no radius of curvature is greater
    length_m = polar_m * RADIAN * std::hypot(b.lat - a.lat, (b.lon - a.lon) * widest);
  }

  Spot spot(double share) const {
    Spot found;
    if (!straight) {
      line.Position(share * length_m, found.at.lat, found.at.lon, found.course_deg);
      return found;
    }
    const double lat_step = end.lat - start.lat, lon_step = end.lon - start.lon;
    found.at = {start.lat + share * lat_step, start.lon + share * lon_step};
    const double sine = std::sin(found.at.lat * RADIAN), w2 = 1 - ECCENTRICITY2 * sine * sine;
    const double north = lat_step * (1 - ECCENTRICITY2) / w2, east = lon_step * std::cos(found.at.lat * RADIAN);
    found.course_deg = std::atan2(east, north) / RADIAN;
    return found;
  }
};

struct Group {
  Point middle;
  double radius_m;
  size_t first, last;  // edges
};

struct Border {
  std::vector<Place> vertices;
  std::vector<Point> points;
  std::vector<Edge> edges;
  std::vector<Group> groups;

  Border(const char *path, bool lonlat) : vertices(read_places(path)) {
    for (Place at : vertices) points.push_back(in_space(at));
    for (size_t i = 0; i + 1 < vertices.size(); i++) edges.emplace_back(vertices[i], vertices[i + 1], lonlat);
    for (size_t first = 0; first < edges.size(); first += GROUP) {
      Group group{{0, 0, 0}, 0, first, std::min(first + GROUP, edges.size())};
      for (size_t i = group.first; i <= group.last; i++)
        for (int k = 0; k < 3; k++) group.middle[k] += points[i][k] / double(group.last - group.first + 1);
      for (size_t i = group.first; i < group.last; i++) {
        const double reach_m = std::max(chord_m(group.middle, points[i]), chord_m(group.middle, points[i + 1]));
        group.radius_m = std::max(group.radius_m, reach_m + edges[i].length_m / 2);
      }
      groups.push_back(group);
    }
  }
};

struct Best {
  double distance_m;
  Place at;
};

struct Look {
  double distance_m, slope;
  Place at;
};

static Look look(const Edge &edge, double share, Place from) {
  const Spot spot = edge.spot(share);
  Look seen{0, 0, spot.at};
  double bearing, other;
  WGS84.Inverse(spot.at.lat, spot.at.lon, from.lat, from.lon, seen.distance_m, bearing, other);
  seen.slope = -std::cos((bearing - spot.course_deg) * RADIAN);
  return seen;
}

// The least distance between two looks of which the first falls and the second grows: a secant guarded by halving.
static Look lowest(const Edge &edge, Place from, double low, double high, Look at_low, Look at_high) {
  const double settled = SETTLED_M / edge.length_m;
  for (int turn = 0; turn < 100 && high - low > settled; turn++) {
    double share = low - at_low.slope * (high - low) / (at_high.slope - at_low.slope);
    if (turn % 3 == 2 || !(share > low && share < high)) share = (low + high) / 2;
    const Look seen = look(edge, share, from);
    if (seen.distance_m < ON_IT_M || seen.slope == 0) return seen;
    if (seen.slope < 0) low = share, at_low = seen;
    else high = share, at_high = seen;
    if (std::min(-at_low.slope, at_high.slope) < 1e-14) break;
  }
  return -at_low.slope < at_high.slope ? at_low : at_high;
}

static void search(const Edge &edge, Place from, Best &best) {
  const int parts = std::max(1, int(std::ceil(edge.length_m / INTERVAL_M)));
  Look before = look(edge, 0, from);
  for (int part = 1; part <= parts; part++) {
    const double low = double(part - 1) / parts, high = double(part) / parts;
    const Look after = look(edge, high, from);
    Look found = before.distance_m < after.distance_m ? before : after;
    if (before.slope < 0 && after.slope > 0) found = lowest(edge, from, low, high, before, after);
    if (found.distance_m < best.distance_m) best = {found.distance_m, found.at};
    before = after;
  }
}

struct Candidate {
  double least_m;
  size_t edge;
};

static Best nearest(const Border &border, Place from, std::vector<Candidate> &candidates) {
  const Point point = in_space(from);
  auto least = [&](const Group &group) { return chord_m(point, group.middle) - group.radius_m; };
  const Group *closest = &border.groups[0];
  for (const Group &group : border.groups)
    if (least(group) < least(*closest)) closest = &group;
  size_t vertex = closest->first;
  for (size_t i = closest->first; i <= closest->last; i++)
    if (chord_m(point, border.points[i]) < chord_m(point, border.points[vertex])) vertex = i;
  Best best{0, border.vertices[vertex]};
  WGS84.Inverse(from.lat, from.lon, best.at.lat, best.at.lon, best.distance_m);
  candidates.clear();
  for (const Group &group : border.groups) {
    if (least(group) > best.distance_m) continue;
    for (size_t i = group.first; i < group.last; i++) {
      const double both_m = chord_m(point, border.points[i]) + chord_m(point, border.points[i + 1]);
      const double least_m = (both_m - border.edges[i].length_m) / 2;
      if (least_m <= best.distance_m) candidates.push_back({least_m, i});
    }
  }
  std::sort(candidates.begin(), candidates.end(), [](auto &a, auto &b) { return a.least_m < b.least_m; });
  for (const Candidate &candidate : candidates) {
    if (candidate.least_m > best.distance_m) break;
    const Edge &edge = border.edges[candidate.edge];
    double to_start_m, to_end_m;
    WGS84.Inverse(from.lat, from.lon, edge.start.lat, edge.start.lon, to_start_m);
    WGS84.Inverse(from.lat, from.lon, edge.end.lat, edge.end.lon, to_end_m);
    if ((to_start_m + to_end_m - edge.length_m) / 2 <= best.distance_m) search(edge, from, best);
  }
  return best;
}

int main(int count, char **words) {
  if (count != 6) return std::fprintf(stderr, "usage: nearest BORDER POINTS COUNT geodesic|lonlat OUT\n"), 1;
  const Border border(words[1], std::strcmp(words[4], "lonlat") == 0);
  const auto places = read_places(words[2], std::strtoull(words[3], nullptr, 10));
  std::vector<Best> found(places.size());
  std::atomic<size_t> next(0);
  auto work = [&] {
    std::vector<Candidate> candidates;
    for (size_t first; (first = next.fetch_add(64)) < places.size();)
      for (size_t i = first; i < std::min(first + 64, places.size()); i++)
        found[i] = nearest(border, places[i], candidates);
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); i++) threads.emplace_back(work);
  for (auto &thread : threads) thread.join();
  FILE *out = std::fopen(words[5], "w");
  std::fprintf(out, "id,distance_m,lon,lat\n");
  for (size_t i = 0; i < found.size(); i++)
    std::fprintf(out, "%zu,%.9f,%.12f,%.12f\n", i, found[i].distance_m, found[i].at.lon, found[i].at.lat);
  return std::fclose(out);
}
