//! What is known of a table once it is written: what its style, its metadata and a project are made of.
//! Not responsible for writing it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::io::write::credit;
use crate::io::write::gpkg::class::Class;
use crate::io::write::gpkg::period::Period;
use crate::io::write::sheet::whole::{Box2d, ColumnKind};

/// What the records of a table are to the reader of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// What the output is about.
    Records,
    /// Borders and outlines.
    Borders,
    /// Countries, provinces or districts, the coarsest first.
    Countries,
    Provinces,
    Districts,
    /// Areas without sure edges, and waters.
    Vague,
    /// Points that are known by their names.
    Places,
    Tripoints,
    /// Arrows between areas.
    Flows,
    /// Anything else.
    Other,
}

impl Role {
    /// The role of the drawn layer `name`.
    pub(super) fn of_layer(name: &str) -> Self {
        match name {
            "borders" | "borders_100m" => Self::Borders,
            "countries" => Self::Countries,
            "provinces" => Self::Provinces,
            "districts" => Self::Districts,
            "regions" | "waters" => Self::Vague,
            "places" | "crossings" => Self::Places,
            "tripoints" => Self::Tripoints,
            "flows" => Self::Flows,
            _ => Self::Other,
        }
    }

    /// Where it lies on a map, from the bottom.
    pub(super) const fn height(self) -> u8 {
        match self {
            Self::Countries => 0,
            Self::Vague => 1,
            Self::Districts => 2,
            Self::Provinces => 3,
            Self::Borders => 4,
            Self::Flows | Self::Other => 5,
            Self::Places => 6,
            Self::Tripoints => 7,
            Self::Records => 8,
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableColumn {
    pub(super) name: String,
    pub(super) kind: ColumnKind,
}

/// A table that is written.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: String,
    /// The layer that it is part of.
    pub(super) layer: String,
    pub(super) class: Class,
    pub(super) geometry_type: Option<&'static str>,
    pub(super) role: Role,
    /// How many records it has.
    pub(super) count: u64,
    /// The borders along which its records are, by their ids.
    pub(super) along: BTreeSet<String>,
    pub(super) columns: Vec<TableColumn>,
    pub(super) bounds: Option<Box2d>,
    pub(super) period: Option<Period>,
    /// What the layer tells of itself.
    pub(super) metadata: Option<Value>,
}

impl Table {
    /// The column called `name`.
    pub(super) fn column(&self, name: &str) -> Option<&TableColumn> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The texts of a member of what the layer tells of itself, and of its rows.
    pub(super) fn told(&self, member: &str) -> Vec<&str> {
        credit::told(self.metadata.as_ref(), member)
    }
}
