// Pairs of places whose geodesic distance is known by construction: lon, lat, lon, lat, metres, as little-endian doubles.
//
// A quarter of the first places lie near a pole, 180 degrees or the equator, the rest anywhere. Up to 1,000 km the second place comes
// from GeographicLib's direct problem; beyond, both are random and the inverse problem says the distance.
//
// usage: pairs COUNT LEAST_M MOST_M OUT      (MOST_M above 1,000 km: anywhere on Earth, at least LEAST_M apart)
#include <GeographicLib/Geodesic.hpp>
#include <random>

#include "places.hpp"

using GeographicLib::Geodesic;
constexpr double DIRECT_TO_M = 1e6;

// Nothing of the standard library's distributions, which differ between its makers.
struct Chance {
  std::mt19937_64 bits{20240229};
  double share() { return double(bits() >> 11) * 0x1p-53; }
  double sign() { return share() < 0.5 ? -1 : 1; }
  double scale(double low, double high) { return std::exp(std::log(low) + share() * (std::log(high) - std::log(low))); }
};

static Place place(Chance &chance) {
  Place at{std::asin(2 * chance.share() - 1) / RADIAN, 360 * chance.share() - 180};
  const double kind = chance.share();
  if (kind < 0.10) at.lat = chance.sign() * (90 - chance.scale(1e-6, 10));
  else if (kind < 0.20) at.lon = chance.sign() * (180 - chance.scale(1e-6, 1));
  else if (kind < 0.25) at.lat = (chance.share() - 0.5) * 1e-3;
  return at;
}

int main(int count, char **words) {
  if (count != 5) return std::fprintf(stderr, "usage: pairs COUNT LEAST_M MOST_M OUT\n"), 1;
  const long pairs = std::strtol(words[1], nullptr, 10);
  const double least_m = std::strtod(words[2], nullptr), most_m = std::strtod(words[3], nullptr);
  const Geodesic &wgs84 = Geodesic::WGS84();
  FILE *out = std::fopen(words[4], "wb");
  Chance chance;
  for (long done = 0; done < pairs;) {
    const Place a = place(chance);
    Place b = place(chance);
    double distance_m = chance.scale(least_m, std::min(most_m, DIRECT_TO_M));
    if (most_m > DIRECT_TO_M) wgs84.Inverse(a.lat, a.lon, b.lat, b.lon, distance_m);
    else wgs84.Direct(a.lat, a.lon, 360 * chance.share(), distance_m, b.lat, b.lon);
    if (distance_m < least_m) continue;
    const double row[5] = {a.lon, a.lat, b.lon, b.lat, distance_m};
    std::fwrite(row, sizeof(double), 5, out);
    done++;
  }
  return std::fclose(out);
}
