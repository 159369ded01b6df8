//! A name taken apart: what each word is, and how much it tells.

mod nickname;
mod phrases;
mod rarity;
mod token;
mod view;

pub use nickname::is_nickname;
pub use rarity::is_known;
pub use token::{Class, Tok, NUMBER, WHOLE};
pub use view::{parse, Parsed, View, ViewKind, CHILD, FATHER};

/// What kind of party a name is of, as far as it changes how the name is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Party {
    Person,
    /// Companies, organisations, vessels, aircraft: legal forms, numbers, abbreviations.
    Body,
}

/// What a listed or asked name is of. LegalEntity and Unknown may be a person or a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Schema {
    Person,
    Organization,
    Company,
    Vessel,
    Airplane,
    LegalEntity,
    Unknown,
}

impl Schema {
    pub const ALL: [Schema; 7] = [
        Schema::Person,
        Schema::Organization,
        Schema::Company,
        Schema::Vessel,
        Schema::Airplane,
        Schema::LegalEntity,
        Schema::Unknown,
    ];

    /// The schema of this name in whatever case; None where there is none.
    pub fn named(name: &str) -> Option<Schema> {
        Schema::ALL.into_iter().find(|s| s.name().eq_ignore_ascii_case(name))
    }

    pub fn name(self) -> &'static str {
        match self {
            Schema::Person => "Person",
            Schema::Organization => "Organization",
            Schema::Company => "Company",
            Schema::Vessel => "Vessel",
            Schema::Airplane => "Airplane",
            Schema::LegalEntity => "LegalEntity",
            Schema::Unknown => "Unknown",
        }
    }

    pub fn of(code: u8) -> Option<Schema> {
        Schema::ALL.get(usize::from(code)).copied()
    }

    /// The ways a name of this schema is read.
    pub fn parties(self) -> &'static [Party] {
        match self {
            Schema::Person => &[Party::Person],
            Schema::Organization | Schema::Company | Schema::Vessel | Schema::Airplane => &[Party::Body],
            Schema::LegalEntity | Schema::Unknown => &[Party::Person, Party::Body],
        }
    }

    /// Whether one thing can be both: a person is no ship, a company is an organisation.
    pub fn meets(self, other: Schema) -> bool {
        use Schema::{Airplane, Company, LegalEntity, Organization, Person, Unknown, Vessel};
        match (self, other) {
            (Unknown, _) | (_, Unknown) => true,
            (Vessel, x) | (x, Vessel) => x == Vessel,
            (Airplane, x) | (x, Airplane) => x == Airplane,
            (Person, x) | (x, Person) => matches!(x, Person | LegalEntity),
            (Organization | Company | LegalEntity, Organization | Company | LegalEntity) => true,
        }
    }

    /// Whether numbers tell one from another as names do: MIN NING 1 is not MIN NING 2.
    pub fn is_numbered(self) -> bool {
        matches!(self, Schema::Vessel | Schema::Airplane)
    }
}
