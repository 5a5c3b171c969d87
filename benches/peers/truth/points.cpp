// The ten nearest of many places and how many lie within a radius, exactly, by brute force over chords and GeographicLib.
//
// A chord c is never longer than its geodesic s, and s <= 2 R asin(c / 2R) with the least radius of normal curvature R = b^2/a
// (Schur), so places below the one bound are in, those above the other are out, and GeographicLib decides between.
//
// usage: points PLACES.csv QUERIES.csv RADIUS_M COUNTS_OUT.csv NEAREST_OUT.csv
#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <queue>

#include "places.hpp"

using GeographicLib::Geodesic;
constexpr double LEAST_RADIUS_M = RADIUS_M * (1 - FLATTENING) * (1 - FLATTENING), ROUNDING_M = 1e-6;
constexpr size_t NEAREST = 10;

static double geodesic_m(Place a, Place b) {
  double distance_m;
  Geodesic::WGS84().Inverse(a.lat, a.lon, b.lat, b.lon, distance_m);
  return distance_m;
}

static double at_most_m(double chord_m) { return 2 * LEAST_RADIUS_M * std::asin(chord_m / (2 * LEAST_RADIUS_M)); }

int main(int count, char **words) {
  if (count != 6) return std::fprintf(stderr, "usage: points PLACES QUERIES RADIUS_M COUNTS NEAREST\n"), 1;
  const auto places = read_places(words[1]), queries = read_places(words[2]);
  const double radius_m = std::strtod(words[3], nullptr);
  const double surely_in_m = 2 * LEAST_RADIUS_M * std::sin(radius_m / (2 * LEAST_RADIUS_M)) - ROUNDING_M;
  std::vector<Point> points;
  for (Place at : places) points.push_back(in_space(at));
  FILE *counts = std::fopen(words[4], "w"), *nearest = std::fopen(words[5], "w");
  std::fprintf(counts, "id,count\n");
  std::fprintf(nearest, "id,rank,place,distance_m\n");
  std::vector<double> chords(places.size());
  for (size_t query = 0; query < queries.size(); query++) {
    const Point from = in_space(queries[query]);
    size_t inside = 0;
    std::priority_queue<double> least;
    for (size_t i = 0; i < points.size(); i++) {
      chords[i] = chord_m(from, points[i]);
      if (least.size() < NEAREST || chords[i] < least.top()) least.push(chords[i]);
      if (least.size() > NEAREST) least.pop();
      if (chords[i] <= surely_in_m) inside++;
      else if (chords[i] <= radius_m + ROUNDING_M) inside += geodesic_m(queries[query], places[i]) <= radius_m;
    }
    std::fprintf(counts, "%zu,%zu\n", query, inside);
    const double limit_m = at_most_m(least.top()) + ROUNDING_M;
    std::vector<std::pair<double, size_t>> found;
    for (size_t i = 0; i < points.size(); i++)
      if (chords[i] <= limit_m) found.push_back({geodesic_m(queries[query], places[i]), i});
    std::sort(found.begin(), found.end());
    for (size_t rank = 0; rank < NEAREST; rank++)
      std::fprintf(nearest, "%zu,%zu,%zu,%.9f\n", query, rank, found[rank].second, found[rank].first);
  }
  return std::fclose(counts) | std::fclose(nearest);
}
