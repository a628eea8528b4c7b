//! Says how settings are written in TOML.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use crate::model::settings::{Glyphs, Layout, Settings, ThemeChoice};
use crate::model::text::Untrusted;

/// Cells between tab stops that make sense on a screen.
const TAB_WIDTHS: std::ops::RangeInclusive<u8> = 1..=16;

/// The settings as they are written; those that are missing are `None`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SettingsFile {
    theme: Option<NamedChoice<ThemeChoice>>,
    glyphs: Option<NamedChoice<Glyphs>>,
    layout: Option<NamedChoice<Layout>>,
    syntax_colours: Option<bool>,
    tab_width: Option<TabWidth>,
    editor: Option<String>,
    name: Option<String>,
    email: Option<String>,
    #[serde(default)]
    keys: BTreeMap<String, KeyList>,
}

impl From<SettingsFile> for Settings {
    fn from(written: SettingsFile) -> Self {
        let default = Self::default();
        Self {
            theme: written.theme.map_or(default.theme, |named| named.0),
            glyphs: written.glyphs.map_or(default.glyphs, |named| named.0),
            layout: written.layout.map_or(default.layout, |named| named.0),
            syntax_colours: written.syntax_colours.unwrap_or(default.syntax_colours),
            tab_width: written.tab_width.map_or(default.tab_width, |width| width.0),
            editor: written.editor.filter(|editor| !editor.is_empty()),
            name: written.name.map(Untrusted::from),
            email: written.email.map(Untrusted::from),
            keys: written
                .keys
                .into_iter()
                .map(|(action, keys)| (action, keys.0))
                .collect(),
        }
    }
}

/// A choice that is written by its name.
struct NamedChoice<T>(T);

/// What can be chosen by name.
trait NamedSetting: Copy + 'static {
    const ALL: &'static [Self];
    fn name(self) -> &'static str;
}

macro_rules! choices {
    ($($kind:ty),*) => {
        $(impl NamedSetting for $kind {
            const ALL: &'static [Self] = &<$kind>::ALL;
            fn name(self) -> &'static str {
                <$kind>::name(self)
            }
        })*
    };
}

choices!(ThemeChoice, Glyphs, Layout);

impl<'de, T: NamedSetting> Deserialize<'de> for NamedChoice<T> {
    fn deserialize<D: Deserializer<'de>>(written: D) -> Result<Self, D::Error> {
        written.deserialize_str(ByName(PhantomData)).map(Self)
    }
}

/// Reads a choice by its name, and lists all of them where there is no such name.
struct ByName<T>(PhantomData<T>);

impl<T: NamedSetting> Visitor<'_> for ByName<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = T::ALL
            .iter()
            .map(|choice| format!("\"{}\"", choice.name()))
            .collect();
        write!(f, "one of {}", names.join(", "))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
        let found = T::ALL.iter().copied().find(|choice| choice.name() == name);
        found.ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(name), &self))
    }
}

struct TabWidth(u8);

impl<'de> Deserialize<'de> for TabWidth {
    fn deserialize<D: Deserializer<'de>>(written: D) -> Result<Self, D::Error> {
        let width = u8::deserialize(written)
            .ok()
            .filter(|width| TAB_WIDTHS.contains(width));
        width
            .map(Self)
            .ok_or_else(|| D::Error::custom("must be a number from 1 to 16"))
    }
}

/// The keys of an action.
struct KeyList(Vec<String>);

impl<'de> Deserialize<'de> for KeyList {
    fn deserialize<D: Deserializer<'de>>(written: D) -> Result<Self, D::Error> {
        let wrong = |_| {
            D::Error::custom("must be a list of keys, each in quotes, as in [\"n\", \"ctrl-n\"]")
        };
        Vec::deserialize(written).map(Self).map_err(wrong)
    }
}
