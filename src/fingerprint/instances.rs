//! Products in what names a sender or an instance: HL7 applications and identifiers, the headers of ASTM, the URIs of OPC UA.

use super::product_words::{
    company, components, is_instrument_name, is_long_number, is_model_name, is_plain_name, is_product_name, is_token,
    named_instance, product_of_header, the_one,
};
use super::products::Product;
use super::rule::Subject;
use super::senders::{beside, collects};
use super::values::{Value, Values};
use super::{Claim, Fingerprints};
use crate::base::Text;
use crate::observation::Property;

/// A product and who makes it, where that is told too.
type Named = (Option<Text>, Text);

impl Fingerprints {
    /// The product in what names a sender or an instance, of a device that speaks for itself alone: `QX 77^SATO`, the maker as
    /// application and the product as facility, `urn:cab:QX 77`, a number under an address of its maker's.
    pub(super) fn product_of_sender(&self, values: &Values<'_>, owners: &[Text], known: &[Claim]) -> Option<Product> {
        use Property::{AstmSender, Hl7Application, Hl7EquipmentId, OpcuaApplicationUri, Poct1aDeviceId};
        if values.by_subject.keys().any(|subject| matches!(subject, Subject::Relayed(_))) || collects(values) {
            return None;
        }
        let in_only = |property: Property, read: &dyn Fn(&Value<'_>) -> Option<Named>| {
            let value = only(values, property)?;
            let (maker, name) = read(value)?;
            Some(Product { maker, name, because: value.reason()?, property })
        };
        let beside_maker = |value: &Value<'_>| {
            let (maker, name) = self.product_beside(&components(&value.text), is_model_name, true)?;
            Some((Some(maker), name))
        };
        let number = |value: &Value<'_>| number(value, owners, known);
        let name = |value: &Value<'_>| self.sender_of_maker(value, owners);
        in_only(Hl7EquipmentId, &|value| self.instance(value, owners))
            .or_else(|| in_only(Poct1aDeviceId, &|value| self.instance(value, owners)))
            .or_else(|| in_only(AstmSender, &beside_maker))
            .or_else(|| self.product_of_names(values))
            .or_else(|| in_only(OpcuaApplicationUri, &|value| self.product_of_uri(&value.text, values)))
            .or_else(|| in_only(Hl7Application, &|value| self.product_behind_maker(value)))
            .or_else(|| in_only(Hl7Application, &number))
            .or_else(|| in_only(AstmSender, &|value| self.header(value, owners)))
            .or_else(|| in_only(AstmSender, &number))
            .or_else(|| in_only(AstmSender, &|value| self.instrument(value, values, owners)))
            .or_else(|| in_only(AstmSender, &name))
            .or_else(|| in_only(Hl7Application, &name))
    }

    /// What an instance is called, and who made it: as itself says, as the EUI-64 in it, or as the device's address.
    fn instance(&self, value: &Value<'_>, owners: &[Text]) -> Option<Named> {
        let parts = components(&value.text);
        if let Some((maker, name)) = self.product_of_instance(&parts) {
            return Some((Some(maker), name));
        }
        let maker = self.maker_of_address(&value.text).or_else(|| self.the_maker(owners));
        let others: Vec<&str> = parts.into_iter().filter(|part| !self.names.knows(part)).collect();
        Some((maker, named_instance(&others)?))
    }

    /// The product as application and the maker as facility, or the other way round.
    fn product_of_names(&self, values: &Values<'_>) -> Option<Product> {
        let (application, facility) = (only(values, Property::Hl7Application)?, only(values, Property::Hl7Facility)?);
        let first = |text: &str| text.split('^').next().unwrap_or_default().trim().to_owned();
        let (one, other) = (first(&application.text), first(&facility.text));
        let (maker, name) = self.product_beside(&[&one, &other], is_model_name, true)?;
        let said = if one == name.as_str() { application } else { facility };
        Some(Product { maker: Some(maker), name, because: said.reason()?, property: Property::Hl7Application })
    }

    /// A name that a device of a known maker's sends under.
    fn sender_of_maker(&self, value: &Value<'_>, owners: &[Text]) -> Option<Named> {
        let maker = self.the_maker(owners)?;
        let name = the_one(&components(&value.text), |part| is_product_name(part) || is_model_name(part))?;
        let is_makers = |word: &str| self.names.knows(word) || maker.as_str().contains(word);
        let is_another = !name.as_str().split([' ', '-']).any(is_makers);
        is_another.then_some((Some(maker), name))
    }

    /// A short name behind its maker's in one word: `MINDRAY_A9^000F14FFFE4A56D8^EUI-64`.
    fn product_behind_maker(&self, value: &Value<'_>) -> Option<Named> {
        let (maker, name) = value.text.split('^').next()?.split_once('_')?;
        let is_told = maker.len() > 2 && self.names.knows(maker) && is_token(name) && name.len() <= 12;
        is_told.then(|| Some((Some(self.names.canonical(&Text::new(maker)?, true)), Text::new(name)?)))?
    }

    /// The name before a serial number, behind its maker's or at the head.
    fn header(&self, value: &Value<'_>, owners: &[Text]) -> Option<Named> {
        let parts = components(&value.text);
        let parts: Vec<&str> = parts.into_iter().skip_while(|part| self.names.knows(part)).collect();
        Some((one(owners).cloned(), product_of_header(&parts)?))
    }

    /// What an instrument that sends results calls itself at the head of what its header says of the sender (ASTM E1394, 6.5):
    /// `XP-300^00-16^^^^B2830`, `cobas c 311^1`, `Quuxaflex^1.2`. A word alone may be anything, unless it has a number.
    fn instrument(&self, value: &Value<'_>, values: &Values<'_>, owners: &[Text]) -> Option<Named> {
        let sent = values.by_subject.get(&Subject::Property(Property::AstmRecordSent)).into_iter().flatten();
        if !sent.into_iter().any(|record| record.text == "R") {
            return None;
        }
        let parts = components(&value.text);
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty() && !self.names.knows(part)).collect();
        let (name, rest) = parts.split_first()?;
        let is_told = is_instrument_name(name) || (!rest.is_empty() && is_product_name(name));
        is_told.then(|| Some((one(owners).cloned(), Text::new(name)?)))?
    }

    /// The maker and the product in the URI of an OPC UA application: `urn:cab:QX 77:104170`; of a maker nobody knows where the
    /// application is called so too.
    fn product_of_uri(&self, uri: &str, values: &Values<'_>) -> Option<Named> {
        let mut parts = uri.strip_prefix("urn:")?.split(':').map(str::trim);
        let (maker, product) = (parts.next()?, parts.next()?);
        let is_whole = parts.next().is_none_or(|number| number.bytes().filter(u8::is_ascii_digit).count() >= 4);
        let called = format!("{maker} {product}");
        let is_called = only(values, Property::OpcuaApplicationName).is_some_and(|name| name.text.starts_with(&called));
        let is_known = maker.len() > 2 && (self.names.knows(maker) || (is_called && is_whole));
        let is_product = is_model_name(product) || is_product_name(product);
        let told = (Some(self.names.canonical(&Text::new(maker)?, true)), Text::new(product)?);
        (is_known && is_product && (is_whole || is_called)).then_some(told)
    }

    /// What an instance is called, beside who made it: a maker that is known, or a company by its legal form. No word of a site's
    /// stands there, so that a name without a number counts too: `SOPHIE^Fritz Stephan GmbH^4.2`.
    fn product_of_instance(&self, parts: &[&str]) -> Option<(Text, Text)> {
        let is_maker = |part: &str| part.len() > 2 && self.names.knows(part);
        let maker = parts.iter().find(|part| is_maker(part)).map(|part| (*part).to_owned());
        let maker = maker.or_else(|| parts.iter().find_map(|part| company(part)))?;
        let is_other = |part: &str| !is_maker(part) && company(part).is_none();
        let others: Vec<&str> = parts.iter().copied().filter(|part| is_other(part)).collect();
        let product = named_instance(&others)
            .or_else(|| the_one(&others, is_model_name))
            .or_else(|| the_one(&others, is_product_name))
            .or_else(|| the_one(&others, is_plain_name))?;
        Some((self.names.canonical(&Text::new(&maker)?, true), product))
    }
}

/// A number whose maker a rule knows from the same words, or its hardware address names.
fn number(value: &Value<'_>, owners: &[Text], known: &[Claim]) -> Option<Named> {
    let mut makers = beside(value, known);
    makers.extend(owners.iter().cloned());
    let maker = one(&makers)?.clone();
    Some((Some(maker), the_one(&components(&value.text), is_long_number)?))
}

/// The one value of a property.
fn only<'v, 'a>(values: &'v Values<'a>, property: Property) -> Option<&'v Value<'a>> {
    match values.by_subject.get(&Subject::Property(property)).map(Vec::as_slice) {
        Some([value]) => Some(value),
        _ => None,
    }
}

/// The maker that all of these are; a house and its branch (`Radiometer`, `Radiometer Medical A/S`) are the same here.
pub(super) fn one(makers: &[Text]) -> Option<&Text> {
    let within = |whole: &str, part: &str| whole.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let first = makers.first()?;
    let is_same = |other: &Text| within(other.as_str(), first.as_str()) || within(first.as_str(), other.as_str());
    makers.iter().all(is_same).then_some(first)
}
