//! The product that the title of a page puts behind its maker's name: `Evolis Primacy`, `UCOPIA Advance 6.0.11`, `Intervox ConnectLine`.
//!
//! Titles are written for people who look after the device. Words that stand on pages of all kinds, in the languages that makers write
//! them in, are no product's name.

use super::product_words::{NAME_WORDS, is_product};
use super::senders::has_digit;

/// So many where it begins a title.
const WHOLE_WORDS: usize = 4;
/// What titles of pages say besides a product's name.
const PAGE_WORDS: &[&str] = &[
    "login",
    "logon",
    "home",
    "homepage",
    "page",
    "index",
    "welcome",
    "main",
    "menu",
    "web",
    "interface",
    "portal",
    "configuration",
    "config",
    "setup",
    "administration",
    "admin",
    "administrator",
    "user",
    "sign",
    "in",
    "log",
    "remote",
    "dashboard",
    "start",
    "to",
    "for",
    "and",
    "the",
    "your",
    "by",
    "with",
    "ui",
    "gui",
    "site",
    "website",
    "error",
    "support",
    "download",
    "help",
    "about",
    "controller",
    "gmbh",
    "inc",
    "corp",
    "corporation",
    "ltd",
    "co",
    "healthcare",
    "medical",
    "technologies",
    "group",
    "status",
    "settings",
    "overview",
    "embedded",
    "webserver",
    "client",
    "card",
    "utility",
    "tool",
    "tools",
    "internet",
    "services",
    "information",
    "info",
    "security",
    "supervision",
    "monitoring",
    "appliance",
    "camera",
    "router",
    "switch",
    "phone",
    "not",
    "found",
    "of",
    "de",
    "du",
    "des",
    "der",
    "die",
    "das",
    "und",
    "et",
    // The same in other languages.
    "connexion",
    "accueil",
    "authentification",
    "bienvenue",
    "statut",
    "anmeldung",
    "anmelden",
    "startseite",
    "willkommen",
    "konfiguration",
    "einstellungen",
    "verwaltung",
    "inicio",
    "acceso",
    "bienvenido",
    "accesso",
    "benvenuto",
    "inloggen",
    "aanmelden",
    // Makers' names for the pages themselves, or for the module that serves them.
    "spacecom",
    "centreware",
    "networking",
    "operating",
    "printing",
    "scanning",
    "projector",
    "agent",
    "stack",
    "suite",
    "environment",
    "lights-out",
    "lights",
    "out",
    "laserjet",
    "officejet",
    "deskjet",
    "designjet",
    "printer",
    "ethernet",
    "software",
    "platform",
    "firmware",
    "jetdirect",
    "pagescope",
    "openmanage",
    "xclarity",
    "idrac",
    "ilo",
];
/// Systems and words of versions, which are no series, and what a site puts before a number.
const SYSTEMS: &[&str] = &[
    "windows", "ios", "ios-xe", "nx-os", "eos", "junos", "arubaos", "routeros", "comware", "fortios", "vrp", "vxworks", "server",
    "version", "release", "ver", "rev", "build", "os", "linux", "room", "ward", "floor",
];

/// The product's name at the beginning of what follows a maker's name: some words of which one at least is no page's, where the device
/// is that maker's by its address, a version follows, or the word is written as products are (`ConnectLine`).
pub(super) fn product<'a>(after: &'a [&'a str], is_its_own: bool) -> Option<&'a [&'a str]> {
    let end = after.iter().position(|word| is_version(word));
    let name = after.get(..end.unwrap_or(after.len())).filter(|name| is_product_name(name))?;
    let is_written_so = matches!(name, [word] if has_inner_capital(word));
    (is_its_own || end.is_some() || is_written_so).then_some(name)
}

/// The product's name that a whole title begins with, whose maker is known from the same words: `Agilia SP PCA WiFi - Configuration`.
pub(super) fn whole_product<'a>(words: &'a [&'a str]) -> Option<&'a [&'a str]> {
    let end = words.iter().position(|word| is_version(word)).unwrap_or(words.len());
    words.get(..end).filter(|name| is_name_of_words(name, WHOLE_WORDS))
}

/// The words of a label that are a product: a number by itself, or a series and its number, a version behind them or nothing.
pub(super) fn label<'a>(words: &'a [&'a str]) -> Option<&'a [&'a str]> {
    let name = head(words);
    let is_number = matches!(name, [word] if is_product(word) && word.starts_with(|c: char| c.is_ascii_uppercase()));
    let is_written_so = matches!(name, [word] if has_inner_capital(word) && !is_page_word(word));
    (is_number || is_written_so || ((2..=NAME_WORDS).contains(&name.len()) && is_labelled(name))).then_some(name)
}

/// Whether words are a series and its number, the series being a name.
pub(super) fn is_labelled(words: &[&str]) -> bool {
    const OTHERS: [&str; 12] = [
        "hardware", "software", "firmware", "darwin", "freebsd", "netbsd", "openbsd", "sunos", "vxworks", "ethernet", "snmp",
        "rom",
    ];
    let is_other = |word: &&str| OTHERS.contains(&word.to_lowercase().as_str()) || word.ends_with(['-', '.']);
    is_series_and_number(words, false) && words.first().is_some_and(|word| !is_common(word)) && !words.iter().any(is_other)
}

/// The version behind a product's name in a title.
pub(super) fn version<'a>(title: &'a str, product: &str) -> Option<&'a str> {
    let behind = title.get(title.find(product)?.checked_add(product.len())?..)?;
    super::senders::words(behind).next().filter(|word| is_version(word) && word.contains('.'))
}

/// Whether some words are a product's name.
pub(super) fn is_product_name(words: &[&str]) -> bool {
    is_name_of_words(words, NAME_WORDS)
}

/// Whether words are a product's name: each may stand in one, or is a number behind the first, none stands on every page, and one at
/// least tells which.
fn is_name_of_words(words: &[&str], most: usize) -> bool {
    let tells = |word: &&str| !is_common(word);
    let is_number = |word: &str| (1..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_system = |word: &&str| SYSTEMS.contains(&word.to_lowercase().as_str());
    (1..=most).contains(&words.len())
        && words.iter().enumerate().all(|(at, word)| (is_name(word) && !is_page_word(word)) || (at > 0 && is_number(word)))
        && words.iter().any(tells)
        && !words.iter().any(is_system)
}

/// What of the words behind a maker's name comes before a version, a serial number or what a program is called.
pub(super) fn head<'a>(after: &'a [&'a str]) -> &'a [&'a str] {
    const STOPS: [&str; 14] =
        ["sn", "s", "hw", "sw", "fw", "ver", "version", "rev", "firmware", "serial", "software", "release", "build", "series"];
    let is_stop =
        |word: &&str| is_version(word) || STOPS.contains(&word.trim_end_matches(['.', '#', ':']).to_lowercase().as_str());
    let end = after.iter().position(is_stop).unwrap_or(after.len());
    let mut head = after.get(..end).unwrap_or_default();
    while let [rest @ .., "SIP" | "UA" | "Series"] = head {
        head = rest;
    }
    head
}

/// Whether words are a series and, last, a number in it: no system, no version, no year. Series are written small by their own device
/// alone (`bizhub C300i`).
pub(super) fn is_series_and_number(words: &[&str], is_its_own: bool) -> bool {
    let Some((number, series)) = words.split_last().filter(|(_, series)| (1..=NAME_WORDS).contains(&series.len())) else {
        return false;
    };
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20")) && digits == 4;
    let is_number = is_product(number) || (number.len() >= 3 && number.len() <= 5 && digits == number.len() && !is_year);
    let is_small = |word: &str| is_its_own && word.len() >= 2 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    let is_word =
        |word: &&str| (is_name(word) || is_product(word) || is_small(word)) && !SYSTEMS.contains(&word.to_lowercase().as_str());
    is_number && series.iter().all(|word| is_word(word) && !is_page_word(word))
}

/// Whether words behind a maker's name are a product's where the same words say what it is for.
pub(super) fn is_purposed_name(words: &[&str]) -> bool {
    const PROGRAMS: [&str; 7] = ["software", "firmware", "platform", "ios", "jetdirect", "ethernet", "snmp"];
    let is_program = |word: &&str| PROGRAMS.contains(&word.to_lowercase().as_str());
    (1..=NAME_WORDS).contains(&words.len())
        && words.iter().all(|word| is_name(word) && !is_program(word))
        && words.iter().any(|word| !is_common(word))
}

/// Whether a word is a version: `6.0.11`, `v2`, `V21A.2`.
fn is_version(word: &str) -> bool {
    let number = word.strip_prefix(['v', 'V']).unwrap_or(word);
    let starts = number.starts_with(|c: char| c.is_ascii_digit());
    starts
        && (number.len() < word.len() || number.contains('.'))
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

/// Whether a word has a capital behind a small letter, or small letters behind two capitals: `ConnectLine`, `NTControl`.
fn has_inner_capital(word: &str) -> bool {
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    word.len() >= 5
        && capitals >= 2
        && word.chars().any(|c| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_alphabetic())
}

/// Whether a word is one of those that stand on pages of all kinds.
fn is_page_word(word: &str) -> bool {
    PAGE_WORDS.contains(&word.to_lowercase().as_str())
}

/// Whether a word may stand in a product's name.
fn is_name(word: &str) -> bool {
    let starts = word.starts_with(|c: char| c.is_uppercase());
    starts && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '+'))
}

/// Whether a word tells one product from others.
pub(super) fn says_which(word: &str) -> bool {
    const PROGRAMS: [&str; 6] = ["agent", "updater", "http", "downloader", "sdk", "app"];
    !is_common(word) && !PROGRAMS.contains(&word.to_lowercase().as_str())
}

/// Whether any page may have the word.
fn is_common(word: &str) -> bool {
    let has_letter = word.chars().any(char::is_alphabetic);
    word.len() < 3 || is_page_word(word) || super::models::is_ordinary(word) || !has_letter || has_digit(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_behind_a_makers_ends_where_a_version_begins() {
        let told = |text: &str, own: bool| {
            let words: Vec<&str> = text.split(' ').collect();
            product(&words, own).map(|name| name.join(" ")).unwrap_or_default()
        };
        assert_eq!(told("Quuxaflex", true), "Quuxaflex");
        assert_eq!(label(&["QuuxShare"]), Some(&["QuuxShare"][..]));
        assert_eq!((label(&["OpenManage"]), label(&["Status"])), (None, None));
        assert_eq!((told("Quuxaflex", false), told("QuuxLine", false)), (String::new(), "QuuxLine".to_owned()));
        assert_eq!(told("Quuxa Engine 6.2", false), "Quuxa Engine");
        assert_eq!(told("NTQuux v2", false), "NTQuux");
        for other in [
            "Login",
            "Web Interface 2.0",
            "Network Management Card",
            "Windows 10.0",
            "CentreWare Internet Services",
            "quux 1.0",
            "",
        ] {
            assert_eq!(told(other, true), "", "{other}");
        }
    }
}
