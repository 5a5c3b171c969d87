//! The units that the names of columns end in. Not responsible for whose columns they are: a foreign `sex_m` is no length.

/// Endings of names, and the unit of the numbers beneath them.
const UNITS: [(&str, &str); 8] = [
    ("_m", "metre"),
    ("_km", "kilometre"),
    ("_m2", "square metre"),
    ("_km2", "square kilometre"),
    ("_deg", "degree"),
    ("_lon", "degree"),
    ("_lat", "degree"),
    ("_days", "day"),
];

/// The unit that the name of a column tells, in the singular.
pub(in crate::io) fn unit_told_by(name: &str) -> Option<&'static str> {
    UNITS.iter().find(|(ending, _)| name.ends_with(ending) || name == &ending[1..]).map(|(_, unit)| *unit)
}
