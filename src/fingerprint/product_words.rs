//! What words and components look like that are products, companies and serial numbers, in whatever a device says of itself.

use super::senders::has_digit;
use crate::base::Text;

/// A name of words alone has so many at most.
pub(super) const NAME_WORDS: usize = 3;
/// What has letters and digits and is a platform, a format or a protocol.
const PLATFORMS: &[&str] = &[
    "x86",
    "x64",
    "x86_64",
    "amd64",
    "arm64",
    "i386",
    "i486",
    "i586",
    "i686",
    "win32",
    "win64",
    "ipv4",
    "ipv6",
    "h264",
    "h265",
    "http1",
    "http2",
    "ssh2",
    "mp3",
    "mp4",
    "base64",
    "utf8",
    "utf-8",
    "iso8859-1",
    "rs232",
    "rs485",
    "wi-fi6",
    "web2",
    "html5",
    "oauth2",
    "saml2",
    "mp2",
    "m2m",
    "p2p",
    "b2b",
    "802.11ac",
    "tls1",
    "sha1",
    "sha256",
    "md5",
    "java8",
    "s3",
    "k8s",
    "11a",
    "11b",
    "11g",
    "11n",
    "11ac",
    "11ax",
    "mips32",
    "mips64",
    "cortex-m3",
    "cortex-m4",
    "cortex-a9",
    "stm32",
    "esp32",
    "esp8266",
];
/// Whether a component is the number of a product: letters, then three digits at least.
pub(super) fn is_long_number(part: &str) -> bool {
    let start = part.find(|c: char| c.is_ascii_digit()).unwrap_or(part.len());
    let digits = part.get(start..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
    is_product(part) && start > 0 && (3..=4).contains(&digits)
}

/// The components of all repetitions.
pub(super) fn components(text: &str) -> Vec<&str> {
    text.split(['^', '~']).map(str::trim).collect()
}

/// The one part that is a product's name; two equal ones are one.
pub(super) fn the_one(parts: &[&str], is_product: impl Fn(&str) -> bool) -> Option<Text> {
    let mut products = parts.iter().map(|part| part.trim()).filter(|part| is_product(part));
    let product = products.next()?;
    if products.all(|other| other == product) { Text::new(product) } else { None }
}

/// Words that end a company's name, and nothing else's.
const LEGAL_FORMS: &[&str] = &[
    "gmbh",
    "ag",
    "inc",
    "ltd",
    "llc",
    "corp",
    "corporation",
    "limited",
    "plc",
    "kg",
    "se",
    "bv",
    "nv",
    "srl",
    "spa",
    "sas",
    "ab",
    "oy",
    "aps",
    "co",
];

/// Whether a word is a legal form.
pub(super) fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(&word.replace(['.', '/'], "").to_lowercase().as_str())
}

/// Whether a maker makes programs, which run on others' machines.
pub(super) fn is_software_house(maker: &str) -> bool {
    const HOUSES: [&str; 9] = ["VMware", "Microsoft", "Oracle", "Apache", "Red Hat", "Canonical", "Citrix", "Nutanix", "SUSE"];
    HOUSES.iter().any(|house| maker.starts_with(house))
}

/// Whether a word of letters and digits right behind its maker's name is a product, however it is written: `ex4300-48p`, `i16V`, `X4U`.
pub(super) fn is_token(word: &str) -> bool {
    let has = |kind: fn(&char) -> bool| word.chars().any(|c| kind(&c));
    let is_version = word.starts_with(['v', 'V', 'r', 'R']) && word.chars().skip(1).all(|c| c.is_ascii_digit());
    (2..=20).contains(&word.len())
        && has(char::is_ascii_digit)
        && has(char::is_ascii_alphabetic)
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+'))
        && !is_version
        && !is_address(&word)
        && !PLATFORMS.contains(&word.to_lowercase().as_str())
        && !word.to_lowercase().starts_with("nc-")
}

/// A company by its legal form, without it: `PULSION Medical Systems SE`.
pub(super) fn company(part: &str) -> Option<String> {
    let mut words: Vec<&str> = part.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let whole = words.len();
    while words.last().is_some_and(|word| is_legal_form(word)) {
        words.pop();
    }
    (!words.is_empty() && words.len() < whole).then(|| words.join(" "))
}

/// What an instance is called in its identifier, its number before it or an address behind it (HL7 EI, 2.A.28): `MB204519^bellavista
/// 1000^imtmedical`, `FT-0C004513^ePM 12^00A0370045100451^EUI-64`. A name that is written as brands are counts more than a number.
pub(super) fn named_instance(parts: &[&str]) -> Option<Text> {
    let names: Vec<&str> = parts.iter().copied().filter(|part| !is_address(part) && !part.is_empty()).collect();
    let brand = the_one(&names, is_brand).filter(|_| parts.len() > 1);
    // A number comes first; what stands there alone may be a bed.
    let is_number = |part: &str| part.bytes().filter(u8::is_ascii_digit).count() >= 3 && !part.contains(' ');
    let behind = names.split_first().filter(|(first, rest)| is_number(first) && !rest.is_empty());
    brand.or_else(|| the_one(behind?.1, |part| is_model_name(part) || is_product_name(part)))
}

/// Sixteen hex digits, or a scheme's name.
fn is_address(part: &&str) -> bool {
    let is_hex = part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    is_hex || matches!(*part, "EUI-64" | "EUI64" | "ISO" | "UUID" | "GUID" | "DNS" | "URI" | "L" | "M" | "N")
}

/// Whether a component is written as the name of a product is: a word in letters of both kinds, a number behind or in it or a capital
/// within (`bellavista 1000`, `multiFiltratePRO`, `SERVO-n`, `uMEC10`).
fn is_brand(part: &str) -> bool {
    let has = |kind: fn(&char) -> bool| part.chars().any(|c| kind(&c));
    let is_written_so = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b' ' | b'/' | b'.'));
    let inner = part.chars().skip(1).any(|c| c.is_ascii_uppercase());
    (4..=24).contains(&part.len())
        && is_written_so
        && has(char::is_ascii_lowercase)
        && (has_digit(part) || inner)
        && part.bytes().filter(u8::is_ascii_alphabetic).count() >= 3
        && part.split(' ').count() <= NAME_WORDS.saturating_add(1)
        && part.chars().filter(char::is_ascii_digit).count() <= 4
        && !super::models::is_ordinary(part)
        && !is_sites_own(part)
}

/// Whether a component beside its maker's is a name in small letters: `cobas pro`.
pub(super) fn is_plain_name(part: &str) -> bool {
    let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
    (5..=24).contains(&part.len())
        && letters >= 5
        && part.split(' ').count() <= NAME_WORDS
        && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ')
        && !super::models::is_ordinary(part)
}

/// Whether the head of an instrument's header is its name: letters and a number in it.
pub(super) fn is_instrument_name(part: &str) -> bool {
    (is_model_name(part) || is_brand(part) || is_small(part)) && !is_sites_own(part)
}

/// Whether a name is one that sites number their own by: `ICU2`, `LAB-01`, `Bed 7`.
fn is_sites_own(part: &str) -> bool {
    const NUMBERED: &str = "analyzer analyser bed bay box ccu centre center client desk device dock ed er floor gate hdu host icu \
        instrument itu lab labo level line lis his mon monitor nicu node ot or pc picu port printer pump room server site srv station \
        switch system tablet theatre unit user vent vlan ward ws";
    let end = part.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(part.len());
    let Some((word, rest)) = part.split_at_checked(end) else { return false };
    let word = word.to_lowercase();
    let is_number = rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b' ' | b'/' | b'.'));
    !rest.is_empty() && is_number && NUMBERED.split_whitespace().any(|one| one == word)
}

/// Whether small words and a number are a name: `cobas c 311`.
fn is_small(part: &str) -> bool {
    let mut words = part.split([' ', '\u{b7}']);
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = words.next().unwrap_or_default();
    part.len() <= 24
        && first.len() >= 4
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && words.clone().count() <= NAME_WORDS
        && words.all(is_word)
        && (2..=4).contains(&part.bytes().filter(u8::is_ascii_digit).count())
}

/// Whether a component may be the name of a product without a number: some words, none of them a scheme's or ordinary.
pub(super) fn is_product_name(part: &str) -> bool {
    const SCHEMES: &[&str] = &["eui", "iso", "uuid", "dns", "serial", "model", "unknown", "null", "urn", "name", "type"];
    let is_word = |word: &str| {
        word.len() >= 2
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'+')
            && !SCHEMES.iter().any(|scheme| word.to_ascii_lowercase().starts_with(scheme))
    };
    let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
    (4..=24).contains(&part.len())
        && letters >= 4
        && !has_digit(part)
        && part.starts_with(|c: char| c.is_ascii_uppercase())
        && part.split(' ').count() <= NAME_WORDS
        && part.split(' ').all(is_word)
        && !super::models::is_ordinary(part)
}

/// The one component that is a serial number: five to twenty capitals and digits, four digits at least, and no hardware address. One
/// of four digits counts where it comes first, as an instance's number does.
pub(super) fn serial_in(text: &str, is_model: impl Fn(&str) -> bool) -> Option<Text> {
    let is_serial = |part: &&str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let is_address = matches!(part.len(), 12 | 16) && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_word = part.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || byte == b'-');
        let is_long = part.len() >= 5 || text.starts_with(&format!("{part}^"));
        is_long && part.len() <= 20 && digits >= 4 && is_word && !is_address
    };
    let parts = components(text);
    let mut found = parts.iter().copied().filter(|part| is_serial(part) && !is_model(part));
    let serial = found.next()?;
    if found.next().is_some() { None } else { Text::new(serial) }
}

/// Whether a word may be a product's number: letters and digits, and neither a version, a platform nor an address.
pub(super) fn is_product(word: &str) -> bool {
    let lower = word.to_lowercase();
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let is_written_so = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+'));
    let is_version = lower.starts_with('v') && lower.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    let is_address = word.len() >= 8 && word.bytes().filter(|byte| *byte != b'-').all(|byte| byte.is_ascii_hexdigit());
    let is_platform = PLATFORMS.contains(&lower.as_str()) || lower.starts_with("armv") || lower.starts_with("nc-");
    let starts = word.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    // Longer numbers are serial numbers.
    let longest = word.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
    (4..=20).contains(&word.len())
        && letters > 0
        && (digits >= 2 || (digits == 1 && letters >= 2 && !word.contains(|c: char| c.is_ascii_lowercase())))
        && is_written_so
        && starts
        && longest <= 5
        && !is_sites_own(word)
        && !(is_version || is_address || is_platform)
}

/// Whether a sender's component may be a model's name: some words of letters and digits, and no number long enough for a serial.
pub(super) fn is_model_name(part: &str) -> bool {
    let longest = part.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
    let letters = part.chars().filter(char::is_ascii_alphabetic).count();
    let is_written_so = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b' ' | b'/'));
    (3..=24).contains(&part.len())
        && (1..=4).contains(&longest)
        && letters >= 2
        && is_written_so
        && part.starts_with(|c: char| c.is_ascii_uppercase())
        && part.split(' ').count() <= 4
        && !part.starts_with("EUI")
        && !is_sites_own(part)
}

/// The name of an instrument at the head of what its header (ASTM E1394, 6.5) says of the sender, its serial number behind it:
/// `Afinion 2^^AF20045107`, `ACL TOP 750^6.2.1^18045131`.
pub(super) fn product_of_header(parts: &[&str]) -> Option<Text> {
    let (name, rest) = parts.split_first()?;
    let is_name = is_model_name(name) || is_product_name(name);
    let has_serial = serial_in(&rest.join("^"), |_| false).is_some();
    (has_serial && is_name).then(|| Text::new(name)).flatten()
}
