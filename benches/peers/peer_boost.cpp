// Boost.Geometry on the spheroid: pairs by its formulas, borders by an R-tree of segments and the geographic cross-track.
// usage: peer_boost WORKLOAD ITEMS DATA OUT
#include <sys/resource.h>

#include <boost/geometry.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "truth/places.hpp"

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;
using Position = bg::model::point<double, 2, bg::cs::geographic<bg::degree>>;
using Segment = bg::model::segment<Position>;
using Spheroid = bg::srs::spheroid<double>;

static const Spheroid WGS84(RADIUS_M, RADIUS_M * (1 - FLATTENING));

struct Job {
  std::string workload, data, out;
  size_t items;

  std::string variant() const { return workload.substr(workload.find('-') + 1); }

  std::string file(const std::string &kind) const {
    const std::string own = data + "/" + kind + "_" + variant() + ".csv";
    return std::ifstream(own).good() ? own : data + "/" + kind + ".csv";
  }
};

static double cpu_s() {
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  return used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

struct Spent {
  double cpu, wall;
};

static Spent timed(const std::function<void()> &section) {
  const double cpu = cpu_s();
  const auto wall = std::chrono::steady_clock::now();
  section();
  return {cpu_s() - cpu, std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count()};
}

static void tell(const Job &job, std::string tool, const std::vector<double> &found, Spent spent, double build_s) {
  std::string slug = tool;
  for (char &letter : slug)
    if (!std::isalnum(letter)) letter = '_';
  const std::string answers = job.out + "/" + job.workload + "_" + slug + ".csv";
  FILE *file = std::fopen(answers.c_str(), "w");
  std::fprintf(file, "id,distance_m\n");
  for (size_t i = 0; i < found.size(); i++) std::fprintf(file, "%zu,%.9f\n", i, found[i]);
  std::fclose(file);
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  const double items = double(found.size());
  std::printf("{\"tool\":\"%s\",\"workload\":\"%s\",\"items\":%zu,\"us_per_item\":%.5f,\"wall_us_per_item\":%.5f,"
              "\"build_ms\":%.3f,\"peak_mb\":%.1f,\"answers\":\"%s\"}\n",
              tool.c_str(), job.workload.c_str(), found.size(), spent.cpu / items * 1e6, spent.wall / items * 1e6,
              build_s * 1e3, used.ru_maxrss / 1024.0, answers.c_str());
}

template <typename Strategy>
static void pairs(const Job &job, const std::string &tool, const std::vector<double> &rows) {
  const Strategy strategy(WGS84);
  std::vector<double> found(rows.size() / 5);
  const Spent spent = timed([&] {
    for (size_t i = 0; i < found.size(); i++) {
      const double *row = &rows[5 * i];
      found[i] = bg::distance(Position(row[0], row[1]), Position(row[2], row[3]), strategy);
    }
  });
  tell(job, tool, found, spent, 0);
}

static void kernel(const Job &job) {
  std::vector<double> rows(5 * job.items);
  FILE *file = std::fopen((job.data + "/pairs_" + job.variant() + ".f64").c_str(), "rb");
  rows.resize(std::fread(rows.data(), sizeof(double), rows.size(), file));
  std::fclose(file);
  pairs<bg::strategy::distance::andoyer<Spheroid>>(job, "Boost.Geometry andoyer (its default)", rows);
  pairs<bg::strategy::distance::vincenty<Spheroid>>(job, "Boost.Geometry vincenty", rows);
}

static void border(const Job &job) {
  const auto vertices = read_places(job.file("border").c_str());
  const auto places = read_places(job.file("points").c_str(), job.items);
  std::vector<Segment> edges;
  for (size_t i = 0; i + 1 < vertices.size(); i++)
    edges.emplace_back(Position(vertices[i].lon, vertices[i].lat), Position(vertices[i + 1].lon, vertices[i + 1].lat));
  bgi::rtree<Segment, bgi::rstar<16>> tree;
  const Spent built = timed([&] { tree = decltype(tree)(edges); });
  const bg::strategy::distance::geographic_cross_track<bg::strategy::vincenty, Spheroid> exact(WGS84);
  std::vector<double> found(places.size());
  const Spent spent = timed([&] {
    std::vector<Segment> nearest;
    for (size_t i = 0; i < places.size(); i++) {
      const Position from(places[i].lon, places[i].lat);
      nearest.clear();
      tree.query(bgi::nearest(from, 1), std::back_inserter(nearest));
      found[i] = bg::distance(from, nearest.at(0), exact);
    }
  });
  tell(job, "Boost.Geometry R-tree + cross-track", found, spent, built.cpu);
}

int main(int count, char **words) {
  if (count != 5) return std::fprintf(stderr, "usage: peer_boost WORKLOAD ITEMS DATA OUT\n"), 1;
  const Job job{words[1], words[3], words[4], std::strtoull(words[2], nullptr, 10)};
  if (job.workload.rfind("kernel", 0) == 0) kernel(job);
  else border(job);
}
