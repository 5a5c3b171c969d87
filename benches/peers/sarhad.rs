//! sarhad's side of the comparison with its peers: one workload a run, timed without reading and writing. Not responsible for
//! data, truth, peers or tables: see `benches/peers/README.md`. Without a workload it does nothing.
//!
//! usage: peers WORKLOAD ITEMS DATA OUT

#![expect(clippy::print_stdout, reason = "a program whose answer is a line of JSON")]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use rustix::time::{ClockId, clock_gettime};
use sarhad::LonLat;
use sarhad::geometry::edge::EdgeModel;

/// Every call of the library that is measured, in one place.
mod asked {
    use geo_types::{LineString, MultiPolygon};
    use sarhad::analysis::dbscan::Density;
    use sarhad::geometry::ecef::Ecef;
    use sarhad::geometry::edge::EdgeModel;
    use sarhad::geometry::geodesic::distance_in_space;
    use sarhad::index::packed::PackedPoints;
    use sarhad::index::points::PointIndex;
    use sarhad::index::regions::RegionIndex;
    use sarhad::index::segments::{NearestPoint, SegmentIndex};
    use sarhad::{LonLat, Metres};

    pub(super) use sarhad::geometry::ecef::ecef;
    pub(super) use sarhad::geometry::geodesic::{distance, exact_distance};

    pub(super) fn kernel_m(a: Ecef, b: Ecef) -> f64 {
        distance_in_space(a, b).value()
    }

    pub(super) fn border(line: &LineString<f64>, model: EdgeModel) -> SegmentIndex {
        SegmentIndex::new([line], model)
    }

    pub(super) fn nearest(border: &SegmentIndex, from: LonLat) -> Option<NearestPoint> {
        border.nearest(from)
    }

    pub(super) fn nearest_of_each(border: &SegmentIndex, block: &[LonLat]) -> Vec<Option<NearestPoint>> {
        border.nearest_of_each(block)
    }

    pub(super) fn points(places: &[LonLat]) -> PackedPoints {
        PackedPoints::new(places.iter().copied().enumerate())
    }

    pub(super) fn neighbours(index: &PackedPoints, from: LonLat, count: usize) -> Vec<(usize, f64)> {
        index.nearest(from, count).iter().map(|found| (found.number, found.distance.value())).collect()
    }

    pub(super) fn count_within(index: &PackedPoints, from: LonLat, radius: Metres) -> usize {
        index.count_within(from, radius)
    }

    /// The cluster of each place.
    pub(super) fn clusters(places: &[LonLat], radius: Metres, min: usize) -> Vec<Option<usize>> {
        sarhad::analysis::dbscan::clusters(places, Density { radius, min }).clusters
    }

    pub(super) fn regions(areas: &[MultiPolygon<f64>]) -> RegionIndex {
        let index = RegionIndex::new(areas);
        index.ready_for_many();
        index
    }

    pub(super) fn holding(index: &RegionIndex, place: LonLat) -> Option<usize> {
        index.first_holding(place).map(|holder| holder.number)
    }
}

/// The radius of the workload `w2-count`.
const RADIUS_KM: f64 = 50.0;
/// The neighbours of the workload `w2-nearest`.
const NEIGHBOURS: usize = 10;
/// Places that are asked together: what a stream holds in memory.
const BLOCK: usize = 1 << 16;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let [workload, items, data, out] = words.as_slice() else { return };
    let run = Run {
        workload: workload.clone(),
        items: items.parse().expect("ITEMS is a number"),
        data: PathBuf::from(data),
        out: PathBuf::from(out),
    };
    match workload.split('-').next().unwrap_or_default() {
        "kernel" => kernel(&run),
        "w1" => border(&run),
        "w2" => points(&run),
        "w3" => regions(&run),
        "dbscan" => clusters(&run),
        other => panic!("{other} is no workload"),
    }
}

struct Run {
    workload: String,
    items: usize,
    data: PathBuf,
    out: PathBuf,
}

impl Run {
    /// What follows the workload's first dash: `100k` of `w1-100k`.
    fn variant(&self) -> &str {
        self.workload.split_once('-').map_or("", |(_, variant)| variant)
    }

    /// The file `kind_variant.csv`, or `kind.csv` where the variant has none of its own.
    fn file(&self, kind: &str) -> PathBuf {
        let own = self.data.join(format!("{kind}_{}.csv", self.variant()));
        if own.exists() { own } else { self.data.join(format!("{kind}.csv")) }
    }

    fn answers(&self, tool: &str, header: &str, rows: impl Iterator<Item = String>) -> PathBuf {
        let path = self.out.join(format!("{}_{}.csv", self.workload, tool.replace([' ', ','], "_")));
        let mut file = BufWriter::new(File::create(&path).expect("OUT can be written"));
        writeln!(file, "{header}").expect("OUT can be written");
        for row in rows {
            writeln!(file, "{row}").expect("OUT can be written");
        }
        path
    }

    fn tell(&self, tool: &str, items: usize, built: Spent, asked: Spent, answers: &Path) {
        let per_item = |seconds: f64| seconds * 1e6 / items as f64;
        println!(
            r#"{{"tool":"{tool}","workload":"{}","items":{items},"us_per_item":{:.5},"wall_us_per_item":{:.5},"build_ms":{:.3},"peak_mb":{:.1},"answers":"{}"}}"#,
            self.workload,
            per_item(asked.cpu_s),
            per_item(asked.wall_s),
            built.cpu_s * 1e3,
            peak_mb(),
            answers.display()
        );
    }
}

/// What a section took: processor time of the whole process, and time on the wall.
#[derive(Clone, Copy, Default)]
struct Spent {
    cpu_s: f64,
    wall_s: f64,
}

fn timed<T>(section: impl FnOnce() -> T) -> (T, Spent) {
    let cpu = || {
        let now = clock_gettime(ClockId::ProcessCPUTime);
        now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
    };
    let (wall, start) = (Instant::now(), cpu());
    let answer = section();
    (answer, Spent { cpu_s: cpu() - start, wall_s: wall.elapsed().as_secs_f64() })
}

fn peak_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1024.0
}

/// The columns `names` of a table as numbers, at most `most` rows.
fn numbers<const N: usize>(path: &Path, names: [&str; N], most: usize) -> Vec<[f64; N]> {
    let mut table = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let header = table.headers().expect("a header").clone();
    let at = names.map(|name| header.iter().position(|column| column == name).expect("a column of this name"));
    let mut record = csv::StringRecord::new();
    let mut rows = Vec::new();
    while rows.len() < most && table.read_record(&mut record).expect("a row") {
        rows.push(at.map(|column| record[column].parse().expect("a number")));
    }
    rows
}

fn places(path: &Path, most: usize) -> Vec<LonLat> {
    let place = |[lon, lat]: [f64; 2]| LonLat::new(lon, lat).expect("on Earth");
    numbers(path, ["lon", "lat"], most).into_iter().map(place).collect()
}

fn kernel(run: &Run) {
    let bytes = fs::read(run.data.join(format!("pairs_{}.f64", run.variant()))).expect("pairs");
    let number = |at: &[u8]| f64::from_le_bytes(at.try_into().expect("eight bytes"));
    let place = |at: &[u8]| LonLat::new(number(&at[..8]), number(&at[8..16])).expect("on Earth");
    let pairs: Vec<(LonLat, LonLat)> =
        bytes.chunks_exact(40).take(run.items).map(|row| (place(row), place(&row[16..]))).collect();
    let tell = |tool: &str, (found_m, spent): (Vec<f64>, Spent)| {
        let answers = run.answers(tool, "distance_m", found_m.iter().map(f64::to_string));
        run.tell(tool, pairs.len(), Spent::default(), spent, &answers);
    };
    tell("sarhad", timed(|| pairs.iter().map(|&(a, b)| asked::distance(a, b).value()).collect()));
    tell("geographiclib-rs", timed(|| pairs.iter().map(|&(a, b)| asked::exact_distance(a, b).value()).collect()));
    let in_space: Vec<_> = pairs.iter().map(|&(a, b)| (asked::ecef(a), asked::ecef(b))).collect();
    tell("sarhad, from ECEF", timed(|| in_space.iter().map(|&(a, b)| asked::kernel_m(a, b)).collect()));
}

fn border(run: &Run) {
    let vertices = numbers(&run.file("border"), ["lon", "lat"], usize::MAX);
    let line: LineString<f64> = vertices.into_iter().map(Coord::from).collect();
    let places = places(&run.file("points"), run.items);
    let model = if run.variant() == "atlas" { EdgeModel::Rfc7946 } else { EdgeModel::Geodesic };
    let (index, built) = timed(|| asked::border(&line, model));
    let tell = |tool: &str, (found, spent): (Vec<_>, Spent)| {
        let row = |(number, found): (usize, &Option<sarhad::index::segments::NearestPoint>)| {
            let found = found.expect("a border has edges");
            format!("{number},{:.9},{:.12},{:.12}", found.distance.value(), found.place.lon(), found.place.lat())
        };
        let answers = run.answers(tool, "id,distance_m,lon,lat", found.iter().enumerate().map(row));
        run.tell(tool, places.len(), built, spent, &answers);
    };
    tell("sarhad", timed(|| places.iter().map(|&place| asked::nearest(&index, place)).collect()));
    let block = |block: &[LonLat]| asked::nearest_of_each(&index, block);
    tell("sarhad, in blocks", timed(|| places.chunks(BLOCK).flat_map(block).collect()));
    let half = places.len().div_ceil(2).max(1);
    let halves = || {
        std::thread::scope(|scope| {
            let start = |half| scope.spawn(move || block(half));
            let running: Vec<_> = places.chunks(half).map(start).collect();
            running.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
        })
    };
    tell("sarhad, two threads", timed(halves));
}

/// `w2-nearest` and `w2-count` among a million points; `w2-count-10000` among as many.
fn points(run: &Run) {
    let (what, size) = run.variant().split_once('-').unwrap_or((run.variant(), "1000000"));
    let size: usize = size.parse().expect("a number of points");
    let file = if size > 1_000_000 { "points_10m.csv" } else { "points.csv" };
    let indexed = places(&run.data.join(file), size);
    let queries = places(&run.data.join("queries.csv"), run.items);
    let (index, built) = timed(|| asked::points(&indexed));
    let (answers, spent) = if what == "count" {
        let radius = sarhad::Metres::from_km(RADIUS_KM);
        let (counts, spent) =
            timed(|| queries.iter().map(|&from| asked::count_within(&index, from, radius)).collect::<Vec<_>>());
        let rows = counts.iter().enumerate().map(|(number, count)| format!("{number},{count}"));
        (run.answers("sarhad", "id,count", rows), spent)
    } else {
        let (found, spent) =
            timed(|| queries.iter().map(|&from| asked::neighbours(&index, from, NEIGHBOURS)).collect::<Vec<_>>());
        let of_one = |(number, found): (usize, &Vec<(usize, f64)>)| {
            let row = |(rank, (place, distance_m)): (usize, &(usize, f64))| {
                format!("{number},{rank},{place},{distance_m:.9}")
            };
            found.iter().enumerate().map(row).collect::<Vec<_>>()
        };
        (run.answers("sarhad", "id,rank,place,distance_m", found.iter().enumerate().flat_map(of_one)), spent)
    };
    run.tell("sarhad", queries.len(), built, spent, &answers);
}

fn regions(run: &Run) {
    let rows = numbers(&run.data.join("districts.csv"), ["district", "lon", "lat"], usize::MAX);
    let ring = |rows: &[[f64; 3]]| rows.iter().map(|row| Coord { x: row[1], y: row[2] }).collect::<LineString<f64>>();
    let areas: Vec<MultiPolygon<f64>> = rows
        .chunk_by(|a, b| a[0].total_cmp(&b[0]).is_eq())
        .map(|rows| Polygon::new(ring(rows), Vec::new()).into())
        .collect();
    let places = places(&run.data.join("points.csv"), run.items);
    let (index, built) = timed(|| asked::regions(&areas));
    let (found, spent) = timed(|| places.iter().map(|&place| asked::holding(&index, place)).collect::<Vec<_>>());
    let mut counts = vec![0; areas.len()];
    for district in found.into_iter().flatten() {
        counts[district] += 1;
    }
    let rows = counts.iter().enumerate().map(|(number, count): (usize, &u32)| format!("{number},{count}"));
    let answers = run.answers("sarhad", "district,count", rows);
    run.tell("sarhad", places.len(), built, spent, &answers);
}

/// `dbscan-100k` with a radius of 1 km, `dbscan-1m` with one of 500 m; at least five places within it make a core.
fn clusters(run: &Run) {
    let radius_km = if run.variant() == "1m" { 0.5 } else { 1.0 };
    let places = places(&run.data.join("points.csv"), run.items);
    let (found, spent) = timed(|| asked::clusters(&places, sarhad::Metres::from_km(radius_km), 5));
    let row = |(number, cluster): (usize, &Option<usize>)| match cluster {
        Some(cluster) => format!("{number},{cluster}"),
        None => format!("{number},-1"),
    };
    let answers = run.answers("sarhad", "id,cluster", found.iter().enumerate().map(row));
    run.tell("sarhad", places.len(), Spent::default(), spent, &answers);
}
