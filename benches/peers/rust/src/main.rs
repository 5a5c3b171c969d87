//! Rust's crates on the same work: geo (sphere and GeographicLib), rstar, geo-index, kiddo.
//!
//! usage: rust-peers WORKLOAD ITEMS DATA OUT

mod border;
mod job;
mod points;
mod regions;

fn main() {
    let Some(job) = job::Job::from_words() else {
        eprintln!("usage: rust-peers WORKLOAD ITEMS DATA OUT");
        std::process::exit(2);
    };
    match job.workload.split('-').next().unwrap_or_default() {
        "w1" => border::border(&job),
        "w2" => points::points(&job),
        "w3" => regions::regions(&job),
        other => panic!("{other} is no workload of these crates"),
    }
}
