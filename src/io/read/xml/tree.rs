//! A part of a document, held flat. Not responsible for reading it.

/// A part of a document: its elements in their order, and their texts.
///
/// Names have no prefix; all texts lie one behind the other, so that the text of an element is a stretch of them.
#[derive(Debug, Default)]
pub(in crate::io::read) struct Tree {
    nodes: Vec<Node>,
    /// Names, and names and values of attributes.
    words: String,
    texts: String,
    attributes: Vec<[Stretch; 2]>,
    /// The elements that are not closed yet.
    open: Vec<usize>,
}

type Stretch = (usize, usize);

#[derive(Debug)]
struct Node {
    name: Stretch,
    attributes: Stretch,
    text: Stretch,
    /// The number of the first element behind it that is not inside it.
    next: usize,
}

impl Tree {
    pub(super) fn clear(&mut self) {
        self.nodes.clear();
        self.words.clear();
        self.texts.clear();
        self.attributes.clear();
        self.open.clear();
    }

    fn word(&mut self, word: &str) -> Stretch {
        let start = self.words.len();
        self.words.push_str(word);
        (start, self.words.len())
    }

    pub(super) fn open(&mut self, name: &str) {
        let name = self.word(name);
        let attributes = (self.attributes.len(), self.attributes.len());
        let text = (self.texts.len(), self.texts.len());
        self.open.push(self.nodes.len());
        self.nodes.push(Node { name, attributes, text, next: 0 });
    }

    /// Takes in an attribute of the element that was opened last.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        let pair = [self.word(name), self.word(value)];
        self.attributes.push(pair);
        if let Some(node) = self.nodes.last_mut() {
            node.attributes.1 = self.attributes.len();
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.texts.push_str(text);
    }

    /// Closes the element that was opened last; says whether it was the whole.
    pub(super) fn close(&mut self) -> bool {
        if let Some(number) = self.open.pop() {
            let (end, next) = (self.texts.len(), self.nodes.len());
            let node = &mut self.nodes[number];
            node.text.1 = end;
            node.next = next;
        }
        self.open.is_empty()
    }

    /// The element that holds all others.
    pub(in crate::io::read) fn root(&self) -> Element<'_> {
        Element { tree: self, number: 0 }
    }
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub(in crate::io::read) struct Element<'t> {
    tree: &'t Tree,
    number: usize,
}

impl<'t> Element<'t> {
    fn node(self) -> &'t Node {
        &self.tree.nodes[self.number]
    }

    /// Its name without a prefix.
    pub(in crate::io::read) fn name(self) -> &'t str {
        let (start, end) = self.node().name;
        &self.tree.words[start..end]
    }

    /// Its text with that of the elements inside it.
    pub(in crate::io::read) fn text(self) -> &'t str {
        let (start, end) = self.node().text;
        &self.tree.texts[start..end]
    }

    /// Its attribute of this name, without a prefix.
    pub(in crate::io::read) fn attribute(self, name: &str) -> Option<&'t str> {
        let (start, end) = self.node().attributes;
        let word = |(start, end): Stretch| &self.tree.words[start..end];
        let pairs = self.tree.attributes[start..end].iter();
        pairs.map(|[name, value]| (word(*name), word(*value))).find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The elements right inside it.
    pub(in crate::io::read) fn children(self) -> impl Iterator<Item = Self> {
        let (tree, end) = (self.tree, self.node().next);
        let mut number = self.number + 1;
        std::iter::from_fn(move || {
            let child = (number < end).then_some(Self { tree, number })?;
            number = child.node().next.max(number + 1);
            Some(child)
        })
    }

    /// The first element of this name right inside it.
    pub(in crate::io::read) fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }
}
