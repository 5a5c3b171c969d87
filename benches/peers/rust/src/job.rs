//! How the program is asked, times a section and tells what it took. Not responsible for what is measured.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};

/// Longitude and latitude in degrees.
pub type Place = [f64; 2];

pub struct Job {
    pub workload: String,
    pub items: usize,
    pub data: PathBuf,
    out: PathBuf,
}

/// What a section took: processor time of the process, and time on the wall.
#[derive(Clone, Copy, Default)]
pub struct Spent {
    cpu_s: f64,
    wall_s: f64,
}

impl Job {
    pub fn from_words() -> Option<Self> {
        let words: Vec<String> = std::env::args().skip(1).collect();
        let [workload, items, data, out] = words.as_slice() else { return None };
        let (workload, items) = (workload.clone(), items.parse().ok()?);
        Some(Self { workload, items, data: PathBuf::from(data), out: PathBuf::from(out) })
    }

    pub fn variant(&self) -> &str {
        self.workload.split_once('-').map_or("", |(_, variant)| variant)
    }

    /// The file `kind_variant.csv`, or `kind.csv` where the variant has none of its own.
    pub fn file(&self, kind: &str) -> PathBuf {
        let own = self.data.join(format!("{kind}_{}.csv", self.variant()));
        if own.exists() { own } else { self.data.join(format!("{kind}.csv")) }
    }

    pub fn tell(&self, tool: &str, items: usize, built: Spent, asked: Spent, header: &str, rows: &[String]) {
        let slug: String = tool.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' }).collect();
        let path = self.out.join(format!("{}_{slug}.csv", self.workload));
        let mut file = BufWriter::new(File::create(&path).expect("OUT can be written"));
        writeln!(file, "{header}").expect("OUT can be written");
        for row in rows {
            writeln!(file, "{row}").expect("OUT can be written");
        }
        let per_item = |seconds: f64| seconds * 1e6 / items as f64;
        println!(
            r#"{{"tool":"{tool}","workload":"{}","items":{items},"us_per_item":{:.5},"wall_us_per_item":{:.5},"build_ms":{:.3},"peak_mb":{:.1},"answers":"{}"}}"#,
            self.workload,
            per_item(asked.cpu_s),
            per_item(asked.wall_s),
            built.cpu_s * 1e3,
            peak_mb(),
            path.display()
        );
    }
}

pub fn timed<T>(section: impl FnOnce() -> T) -> (T, Spent) {
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
    peak.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}

/// The columns `names` of a table as numbers, at most `most` rows.
pub fn numbers<const N: usize>(path: &Path, names: [&str; N], most: usize) -> Vec<[f64; N]> {
    let mut table = csv::Reader::from_path(path).expect("a table");
    let header = table.headers().expect("a header").clone();
    let at = names.map(|name| header.iter().position(|column| column == name).expect("a column of this name"));
    let mut record = csv::StringRecord::new();
    let mut rows = Vec::new();
    while rows.len() < most && table.read_record(&mut record).expect("a row") {
        rows.push(at.map(|column| record[column].parse().expect("a number")));
    }
    rows
}

pub fn places(path: &Path, most: usize) -> Vec<Place> {
    numbers(path, ["lon", "lat"], most)
}

pub fn numbered<T: Display>(rows: impl IntoIterator<Item = T>) -> Vec<String> {
    rows.into_iter().enumerate().map(|(number, row)| format!("{number},{row}")).collect()
}
