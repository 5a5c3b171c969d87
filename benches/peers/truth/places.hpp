// Places read from CSV, and their points in space. Not responsible for distances along the surface.
#pragma once
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

struct Place {
  double lat, lon;
};
using Point = std::array<double, 3>;

constexpr double RADIUS_M = 6378137.0, FLATTENING = 1 / 298.257223563;
constexpr double ECCENTRICITY2 = FLATTENING * (2 - FLATTENING), RADIAN = M_PI / 180;

inline Point in_space(Place at) {
  const double sine = std::sin(at.lat * RADIAN), cosine = std::cos(at.lat * RADIAN);
  const double normal_m = RADIUS_M / std::sqrt(1 - ECCENTRICITY2 * sine * sine);
  return {normal_m * cosine * std::cos(at.lon * RADIAN), normal_m * cosine * std::sin(at.lon * RADIAN),
          normal_m * (1 - ECCENTRICITY2) * sine};
}

inline double chord_m(const Point &a, const Point &b) {
  return std::sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

// The fields before the first quoted one are enough: lat and lon come early in every file.
inline std::vector<std::string> fields(const std::string &line) {
  std::vector<std::string> found(1);
  for (char letter : line) {
    if (letter == ',') found.emplace_back();
    else if (letter != '\r') found.back() += letter;
  }
  return found;
}

inline std::vector<Place> read_places(const char *path, size_t most = std::numeric_limits<size_t>::max()) {
  std::ifstream file(path);
  std::string line;
  std::vector<Place> places;
  if (!std::getline(file, line)) {
    std::fprintf(stderr, "%s cannot be read\n", path);
    std::exit(1);
  }
  size_t lat = 0, lon = 0;
  const auto header = fields(line);
  for (size_t i = 0; i < header.size(); i++) {
    if (header[i] == "lat") lat = i;
    if (header[i] == "lon") lon = i;
  }
  while (places.size() < most && std::getline(file, line)) {
    const auto row = fields(line);
    places.push_back({std::strtod(row[lat].c_str(), nullptr), std::strtod(row[lon].c_str(), nullptr)});
  }
  return places;
}
