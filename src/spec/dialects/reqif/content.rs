//! Reads the content of a ReqIF file: objects with their attribute values, and the trees that hold
//! them. Owns the XML library; knows nothing of requirements.
//!
//! The library reports events one by one, without recursion. The five entities of XML itself and
//! numeric character references are expanded; others stay as written.

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::spec::error::ReadError;
use crate::spec::source::SpecText;

/// The longest attribute value that is kept, in bytes.
const MAX_VALUE: usize = 64 << 10;

/// Elements of XHTML that end a line.
const BLOCKS: [&str; 12] = [
    "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
];

/// A requirement, a heading, or a piece of information.
#[derive(Default)]
pub(super) struct Object {
    pub(super) id: String,
    pub(super) long_name: String,
    pub(super) description: String,
    /// The bytes of its element.
    pub(super) span: Range<usize>,
    /// The id of its type.
    pub(super) kind: String,
    /// The ids of its attribute definitions with the values, in the order of the file.
    pub(super) values: Vec<(String, String)>,
}

/// An entry in the tree of a specification.
pub(super) struct TreePlace {
    /// The depth in the tree, from 1.
    pub(super) depth: usize,
    /// The id of the object.
    pub(super) object: String,
}

#[derive(Default)]
pub(super) struct ReqifContent {
    pub(super) title: String,
    pub(super) objects: Vec<Object>,
    pub(super) tree: Vec<TreePlace>,
    /// The names of attribute definitions, object types and enumeration values, by their ids.
    pub(super) names: HashMap<String, String>,
}

impl ReqifContent {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is not well-formed XML.
    pub(super) fn read(source: &SpecText) -> Result<Self, ReadError> {
        let mut reader = Reader::from_str(source.text());
        reader.config_mut().allow_dangling_amp = true;
        let mut reading = ReqifParser::default();
        loop {
            let at = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|error| {
                let line = source.line((reader.error_position() as usize).min(source.text().len()));
                ReadError::Xml {
                    line,
                    message: error.to_string().escape_default().to_string(),
                }
            })?;
            match event {
                Event::Start(element) => reading.start(&element, at),
                Event::Empty(element) => {
                    reading.start(&element, at);
                    reading.end(
                        local(element.name().as_ref()),
                        reader.buffer_position() as usize,
                    );
                }
                Event::End(element) => {
                    reading.end(
                        local(element.name().as_ref()),
                        reader.buffer_position() as usize,
                    );
                }
                Event::Text(text) => reading.text(&text),
                Event::CData(text) => reading.text(&text),
                Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                    Ok(Some(char)) => reading.text(char.encode_utf8(&mut [0; 4])),
                    _ => match resolve_predefined_entity(&entity) {
                        Some(text) => reading.text(text),
                        None => reading.text(&format!("&{};", &*entity)),
                    },
                },
                Event::Eof => break,
                _ => {}
            }
        }
        if reading.depth > 0 {
            let line = source.line(source.text().len().saturating_sub(1));
            return Err(ReadError::Xml {
                line,
                message: "the file ends while elements are still open".to_owned(),
            });
        }
        Ok(reading.content)
    }
}

#[derive(Default)]
struct ReqifParser {
    content: ReqifContent,
    /// The number of open elements.
    depth: usize,
    object: Option<Object>,
    /// The attribute value that is being read: the id of its definition, and its text.
    value: Option<(String, String)>,
    /// The text of the open element, if it is wanted.
    wanted: Option<String>,
    /// Whether the text of `THE-VALUE` is being read.
    in_value: bool,
    /// The number of open entries of the tree.
    places: usize,
    in_specification: bool,
}

impl ReqifParser {
    fn start(&mut self, element: &BytesStart<'_>, at: usize) {
        self.depth += 1;
        let full = element.name();
        let name = local(full.as_ref());
        let attribute = |name: &str| {
            let found = element.try_get_attribute(name).ok().flatten();
            let value =
                found.and_then(|value| value.normalized_value(XmlVersion::Implicit1_0).ok());
            value.map(|value| value.into_owned()).unwrap_or_default()
        };
        if self.in_value {
            if name == "li"
                && let Some((_, text)) = &mut self.value
            {
                text.push_str("\n- ");
            }
            return;
        }
        match name {
            "SPEC-OBJECT" => {
                self.object = Some(Object {
                    id: attribute("IDENTIFIER"),
                    long_name: attribute("LONG-NAME"),
                    description: attribute("DESC"),
                    span: at..at,
                    ..Object::default()
                });
            }
            "SPECIFICATION" => {
                self.in_specification = true;
                if self.content.title.is_empty() {
                    self.content.title = attribute("LONG-NAME");
                }
            }
            "SPEC-HIERARCHY" => self.places += 1,
            "THE-VALUE" => self.in_value = true,
            "TITLE" | "SPEC-OBJECT-TYPE-REF" | "SPEC-OBJECT-REF" | "ENUM-VALUE-REF" => {
                self.wanted = Some(String::new())
            }
            _ if name.starts_with("ATTRIBUTE-VALUE-") && self.object.is_some() => {
                self.value = Some((String::new(), attribute("THE-VALUE")));
            }
            _ if name.starts_with("ATTRIBUTE-DEFINITION-") && name.ends_with("-REF") => {
                self.wanted = Some(String::new())
            }
            _ if name.starts_with("ATTRIBUTE-DEFINITION-")
                || name == "SPEC-OBJECT-TYPE"
                || name == "ENUM-VALUE" =>
            {
                let id = attribute("IDENTIFIER");
                let long_name = attribute("LONG-NAME");
                if !id.is_empty() && !long_name.is_empty() {
                    self.content.names.insert(id, long_name);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let value = self
            .value
            .as_mut()
            .filter(|_| self.in_value)
            .map(|(_, value)| value);
        if let Some(kept) = value
            .or(self.wanted.as_mut())
            .filter(|kept| kept.len() + text.len() <= MAX_VALUE)
        {
            kept.push_str(text);
        }
    }

    fn end(&mut self, name: &str, at: usize) {
        self.depth = self.depth.saturating_sub(1);
        if self.in_value && name != "THE-VALUE" {
            if BLOCKS.contains(&name)
                && let Some((_, text)) = &mut self.value
            {
                text.push('\u{1}');
            }
            return;
        }
        let said = self
            .wanted
            .take_if(|_| name.ends_with("-REF") || name == "TITLE")
            .unwrap_or_default();
        let said = said.trim().to_owned();
        match name {
            "THE-VALUE" => self.in_value = false,
            "TITLE" if self.content.title.is_empty() => self.content.title = said,
            "SPEC-OBJECT-TYPE-REF" => {
                if let Some(object) = &mut self.object {
                    object.kind = said;
                }
            }
            "SPEC-OBJECT-REF" if self.in_specification && self.places > 0 => {
                self.content.tree.push(TreePlace {
                    depth: self.places,
                    object: said,
                });
            }
            "ENUM-VALUE-REF" => {
                if let Some((_, value)) = &mut self.value {
                    let gap = if value.is_empty() { "" } else { "," };
                    value.push_str(&format!("{gap}{said}"));
                }
            }
            "SPEC-HIERARCHY" => self.places = self.places.saturating_sub(1),
            "SPECIFICATION" => self.in_specification = false,
            "SPEC-OBJECT" => {
                if let Some(mut object) = self.object.take() {
                    object.span.end = at;
                    self.content.objects.push(object);
                }
            }
            _ if name.starts_with("ATTRIBUTE-DEFINITION-") && name.ends_with("-REF") => {
                if let Some((definition, _)) = &mut self.value {
                    *definition = said;
                }
            }
            _ if name.starts_with("ATTRIBUTE-VALUE-") => {
                if let (Some(object), Some((definition, text))) =
                    (&mut self.object, self.value.take())
                {
                    object.values.push((definition, in_lines(&text)));
                }
            }
            _ => {}
        }
    }
}

/// Returns an element's name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Returns the text of XHTML with a line end only where an element ends a line; a text without such
/// elements keeps its lines.
fn in_lines(text: &str) -> String {
    if !text.contains('\u{1}') {
        let lines = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        return lines.collect::<Vec<_>>().join("\n").trim().to_owned();
    }
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\u{1}') {
        for part in line
            .split("\n- ")
            .enumerate()
            .map(|(at, part)| (at > 0, part))
        {
            let (is_item, part) = part;
            let words = part.split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.is_empty() {
                lines.push(if is_item { format!("- {words}") } else { words });
            }
        }
    }
    lines.join("\n")
}
