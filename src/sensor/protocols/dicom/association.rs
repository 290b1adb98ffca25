//! A-ASSOCIATE-RQ and -AC (PS3.8, 9.3.2 and 9.3.3; PS3.7, annex D): names, implementations, services agreed on.

use super::dataset::Syntax;
use super::message::trim;
use crate::observation::{Property, Sign};
use crate::sensor::protocols::{Emit, Side};
use crate::sensor::reader::{Malformed, Reader};

/// PS3.8, 9.3.2.2: context ids are odd numbers from 1 to 255.
const MAX_CONTEXTS: usize = 128;

/// A modality or workstation asks for a handful of services; more come from a toolkit's whole list.
const MAX_TELLING: usize = 24;

/// What was proposed and agreed.
#[derive(Default)]
pub(super) struct Association {
    called: Vec<u8>,
    calling: Vec<u8>,
    /// Presentation context ids and abstract syntaxes proposed; empty again once answered.
    proposed: Vec<(u8, Vec<u8>)>,
    /// Presentation contexts accepted.
    accepted: Vec<(u8, Syntax)>,
}

impl Association {
    /// How data sets of a presentation context are written.
    pub(super) fn syntax(&self, context: u8) -> Syntax {
        self.accepted.iter().find_map(|(id, syntax)| (*id == context).then_some(*syntax)).unwrap_or_default()
    }

    /// The body of an A-ASSOCIATE-RQ that `side` sent.
    pub(super) fn requested(&mut self, body: &[u8], side: Side, emit: &mut Emit<'_>) -> Result<(), Malformed> {
        let mut reader = Reader::new(body);
        reader.skip(4, "protocol version")?;
        trim(reader.take(16, "called AE title")?).clone_into(&mut self.called);
        trim(reader.take(16, "calling AE title")?).clone_into(&mut self.calling);
        emit.says(emit.of(side), Property::DicomAeTitle, &self.calling);
        reader.skip(32, "reserved")?;
        self.proposed.clear();
        while !reader.is_empty() {
            let (kind, mut item) = item(&mut reader)?;
            match kind {
                0x20 if self.proposed.len() < MAX_CONTEXTS => {
                    let id = item.u8("presentation context id")?;
                    item.skip(3, "reserved")?;
                    if let Some(syntax) = find(item, 0x30)? {
                        self.proposed.push((id, trim(syntax).to_vec()));
                    }
                }
                0x50 => drop(user_information(item, side, emit)?),
                _ => {}
            }
        }
        Ok(())
    }

    /// The body of the A-ASSOCIATE-AC with which `side` answered. Its AE titles are reserved fields that need not be
    /// right, so the request's count.
    pub(super) fn accepted(&mut self, body: &[u8], side: Side, emit: &mut Emit<'_>) -> Result<(), Malformed> {
        emit.says(emit.of(side), Property::DicomAeTitle, &self.called);
        let mut reader = Reader::new(body);
        reader.skip(68, "fixed part")?;
        self.accepted.clear();
        let mut roles = Vec::new();
        while !reader.is_empty() {
            let (kind, mut item) = item(&mut reader)?;
            match kind {
                0x21 if self.accepted.len() < MAX_CONTEXTS => {
                    let (id, _) = (item.u8("presentation context id")?, item.u8("reserved")?);
                    let (result, _) = (item.u8("result")?, item.u8("reserved")?);
                    if result == 0 {
                        let syntax = find(item, 0x40)?.map_or(Syntax::Unknown, |uid| Syntax::of(trim(uid)));
                        self.accepted.push((id, syntax));
                    }
                }
                0x50 => roles = user_information(item, side, emit)?,
                _ => {}
            }
        }
        self.say_services(&roles, side, emit);
        Ok(())
    }

    /// The A-ASSOCIATE-RJ with which `side` answered: of titles it does not know (PS3.8, table 9-21), the other end is told.
    pub(super) fn rejected(&self, why: (u8, u8), side: Side, emit: &mut Emit<'_>) {
        let (word, title) = match why {
            (1, 7) => (&b"called "[..], &self.called),
            (1, 3) => (&b"calling "[..], &self.calling),
            _ => return,
        };
        emit.says_of(emit.of(other(side)), Property::DicomRefused, &[word, title].concat(), emit.of(side));
    }

    /// Says who is user and who provider of the services agreed on.
    fn say_services(&mut self, roles: &[Role<'_>], acceptor: Side, emit: &mut Emit<'_>) {
        let requestor = other(acceptor);
        let mut agreed = std::mem::take(&mut self.proposed);
        agreed.retain(|(id, _)| self.accepted.iter().any(|(accepted, _)| accepted == id));
        // Who offers everything that its toolkit knows shows nothing by it, nor does who takes it all; what they use,
        // their commands will tell.
        if agreed.chunk_by(|a, b| a.1 == b.1).count() > MAX_TELLING {
            return;
        }
        for (_, class) in agreed {
            // Without role selection the requestor is the user (PS3.7, D.3.3.4).
            let role = roles.iter().find(|role| role.class == class);
            let (scu, scp) = role.map_or((true, false), |role| (role.scu, role.scp));
            for (_, user, provider) in [(scu, requestor, acceptor), (scp, acceptor, requestor)].iter().filter(|way| way.0) {
                emit.says(emit.of(*user), Property::DicomScuSopClass, &class);
                emit.says(emit.of(*provider), Property::DicomScpSopClass, &class);
            }
        }
    }
}

/// The end that a side speaks to.
pub(super) fn other(side: Side) -> Side {
    match side {
        Side::Client => Side::Server,
        Side::Server => Side::Client,
    }
}

/// Which roles the requestor may play for a SOP class (PS3.7, D.3.3.4).
struct Role<'a> {
    class: &'a [u8],
    scu: bool,
    scp: bool,
}

/// User information (PS3.8, 9.3.2.3): says the implementation; gives the role selections. Of a user
/// identity (58H) only the kind is read; everything else that is not wanted is passed over.
fn user_information<'a>(mut items: Reader<'a>, side: Side, emit: &mut Emit<'_>) -> Result<Vec<Role<'a>>, Malformed> {
    let mut roles = Vec::new();
    while !items.is_empty() {
        let (kind, mut item) = item(&mut items)?;
        match kind {
            0x52 => emit.says(emit.of(side), Property::DicomImplementationUid, trim(item.rest())),
            // A password, or a password's place in an older one (PS3.7, D.3.3.7); neither is read.
            0x58 if item.rest().first() == Some(&2) => emit.sign(emit.of(side), Sign::DicomClearPassword, emit.of(other(side))),
            0x55 => emit.says(emit.of(side), Property::DicomImplementationVersion, trim(item.rest())),
            0x54 if roles.len() < MAX_CONTEXTS => {
                let length = usize::from(item.u16("SOP class UID length")?);
                let class = trim(item.take(length, "SOP class UID")?);
                roles.push(Role { class, scu: item.u8("SCU role")? == 1, scp: item.u8("SCP role")? == 1 });
            }
            _ => {}
        }
    }
    Ok(roles)
}

/// Type, reserved, length, value: the form of every item.
fn item<'a>(reader: &mut Reader<'a>) -> Result<(u8, Reader<'a>), Malformed> {
    let kind = reader.u8("item type")?;
    reader.skip(1, "reserved")?;
    let length = usize::from(reader.u16("item length")?);
    Ok((kind, reader.sub(length, "item")?))
}

/// The value of the first sub-item of a type.
fn find(mut items: Reader<'_>, wanted: u8) -> Result<Option<&[u8]>, Malformed> {
    while !items.is_empty() {
        let (kind, item) = item(&mut items)?;
        if kind == wanted {
            return Ok(Some(item.rest()));
        }
    }
    Ok(None)
}
