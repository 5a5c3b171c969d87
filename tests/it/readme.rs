//! The README's commands print what the README says they print.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// Stands for the rest of an output that is too long to show.
const AND_SO_ON: &str = "…";

struct Shown {
    line: usize,
    args: Vec<String>,
    output: Vec<String>,
}

/// The `$ sarhad …` commands in blocks marked `console`, with the lines that follow them.
fn shown(readme: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut inside = false;
    for (number, line) in readme.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            let args = command.split(' ').map(str::to_owned).collect();
            found.push(Shown { line: number + 1, args, output: Vec::new() });
        } else if let Some(shown) = found.last_mut().filter(|_| inside) {
            shown.output.push(line.to_owned());
        }
    }
    found.retain(|shown| shown.args[0] == "sarhad");
    found
}

#[test]
fn every_command_prints_what_the_readme_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("examples")).unwrap();
    for table in ["towns.csv", "how-sure.csv", "notes.csv", "report.txt", "edition-1.csv", "edition-2.csv"] {
        fs::copy(root.join("examples").join(table), folder.path().join("examples").join(table)).unwrap();
    }
    let commands = shown(&readme);
    assert!(commands.len() >= 8, "the README shows {} commands", commands.len());
    for shown in commands {
        let output =
            Command::cargo_bin("sarhad").unwrap().args(&shown.args[1..]).current_dir(folder.path()).output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let mut lines: Vec<&str> = printed.lines().collect();
        let mut expected: Vec<&str> = shown.output.iter().map(String::as_str).collect();
        if expected.last() == Some(&AND_SO_ON) {
            expected.pop();
            lines.truncate(expected.len());
        }
        assert_eq!(lines, expected, "README.md:{}: {}", shown.line, shown.args.join(" "));
    }
}

#[test]
fn the_first_answer_comes_early_and_the_set_up_is_two_commands() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let answer = readme.lines().position(|line| line.starts_with("25.56 km from")).unwrap();
    assert!(answer < 25, "the first answer stands on line {}", answer + 1);
    for command in ["make demo", "make test"] {
        assert!(readme.contains(command), "the README does not name {command}");
    }
}

/// The picture is the one that the example draws today.
#[test]
fn the_picture_is_made_by_the_project() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let atlas = sarhad::Atlas::built_in();
    let set = sarhad::atlas::article::article();
    let incidents =
        sarhad::query::incidents::incident_features(&atlas, set, sarhad::query::incidents::Records::Incidents);
    let notes = vec![set.dataset.attribution.clone(), set.dataset.disclaimer.clone()];
    let subtitle = "Claims of one news article of 28 January 2024, shown only as exactly as the source gives the place";
    let extent = sarhad::render::Extent::of_borderlands(&atlas, &incidents);
    let usual = sarhad::render::MapOptions::default();
    let options = sarhad::render::MapOptions { notes, subtitle: subtitle.to_owned(), extent, ..usual };
    let drawn = sarhad::render::map_svg(&atlas, &incidents, &options);
    let kept = fs::read_to_string(root.join("examples/map.svg")).unwrap();
    assert!(drawn == kept, "examples/map.svg is not what `cargo run --example map_svg` draws");
}
