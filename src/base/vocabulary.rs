//! Closed vocabularies: words that are stored, exported and documented, and never change.

/// A word that is in no vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not known")]
pub struct UnknownWord(pub String);

/// Declares a vocabulary: variant, slug, meaning.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $slug:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $doc])+ $variant,)+ }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stored name.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// What it means, as documented.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.slug())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::base::UnknownWord;

            fn from_str(slug: &str) -> Result<Self, $crate::base::UnknownWord> {
                match slug { $($slug => Ok(Self::$variant),)+ _ => Err($crate::base::UnknownWord(slug.to_owned())) }
            }
        }
    };
}

pub(crate) use vocabulary;
