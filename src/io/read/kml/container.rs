//! Where in a document its placemarks lie: the folders around them. Not responsible for placemarks.

/// The containers that are open, from the root on.
#[derive(Debug, Default)]
pub(super) struct Folders {
    open: Vec<Container>,
    /// What the document says of itself.
    pub(super) description: Option<String>,
}

#[derive(Debug)]
struct Container {
    kind: Kind,
    name: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Document,
    Folder,
    Other,
}

impl Folders {
    pub(super) fn enter(&mut self, name: &str) {
        let kind = match name {
            "Document" => Kind::Document,
            "Folder" => Kind::Folder,
            _ => Kind::Other,
        };
        self.open.push(Container { kind, name: None });
    }

    pub(super) fn leave(&mut self) {
        self.open.pop();
    }

    /// Takes in the name of the innermost one.
    pub(super) fn named(&mut self, name: &str) {
        if let Some(container) = self.open.last_mut() {
            container.name = Some(name.trim().to_owned());
        }
    }

    /// Whether not even the root is open.
    pub(super) fn is_outside(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether the innermost one is the document itself.
    pub(super) fn is_document(&self) -> bool {
        self.open.last().is_some_and(|container| container.kind == Kind::Document)
    }

    /// The name of the document.
    pub(super) fn document(&self) -> Option<&str> {
        let document = self.open.iter().find(|container| container.kind == Kind::Document)?;
        document.name.as_deref().filter(|name| !name.is_empty())
    }

    /// The names of the folders, the outermost first, ` / ` between them.
    pub(super) fn path(&self) -> Option<String> {
        let folders = self.open.iter().filter(|container| container.kind == Kind::Folder);
        let names: Vec<&str> = folders.filter_map(|folder| folder.name.as_deref()).collect();
        (!names.is_empty()).then(|| names.join(" / "))
    }
}
