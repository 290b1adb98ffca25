//! Clinical services over HTTP: who serves DICOMweb and FHIR, and the equipment that bodies of FHIR and HL7 v2 describe.

use super::dicomweb::Service;
use super::fhir::{self, Told};
use super::head::{Content, Request};
use crate::observation::{Property, Role};
use crate::sensor::protocols::{Emit, Entry, Side, Stream, hl7};

/// MLLP's end of block: tells the reader of HL7 that a body is over.
const END_OF_BLOCK: &[u8] = b"\x1c\r";

/// Says what an answer proves of both ends; the DICOMweb service as a bit, so that a new one is known as new.
pub(super) fn says(request: Request, status: u16, content: Content, emit: &mut Emit<'_>) -> u8 {
    let (client, server) = (emit.client(), emit.server());
    // An OperationOutcome of a refusal comes in FHIR's media type too.
    if matches!(content, Content::FhirJson | Content::Fhir) {
        emit.role(server, Role::FhirServer);
    }
    let Request::DicomWeb(service) = request else { return 0 };
    // 409: some of what was stored was refused (PS3.18 10.5.3).
    let is_served = matches!(status, 200..=299) || (status == 409 && service == Service::Stow);
    if !is_served || !service.is_proven_by(content) {
        return 0;
    }
    emit.role(server, Role::DicomWebServer);
    emit.says(server, Property::DicomWebServes, service.name());
    emit.says(client, Property::DicomWebUses, service.name());
    1 << (service as u8)
}

/// The bodies of clinical data that are being read, one a side.
#[derive(Default)]
pub(super) struct Bodies {
    client: Reading,
    server: Reading,
    /// Reads HL7 of both sides: an answer acknowledges what was asked.
    hl7: Option<Box<dyn Stream>>,
}

#[derive(Default)]
enum Reading {
    #[default]
    Nothing,
    Hl7,
    Fhir {
        reader: Box<fhir::Reader>,
        /// Whether a server was asked what it says of itself.
        own: bool,
    },
}

impl Bodies {
    /// A body begins; whether it is one to be read.
    pub(super) fn begin(&mut self, side: Side, content: Content, own: bool) -> bool {
        let reading = match content {
            Content::FhirJson => Reading::Fhir { reader: Box::default(), own },
            Content::Hl7 => {
                if self.hl7.is_none()
                    && let Entry::Stream(make) = hl7::PROTOCOL.entry
                {
                    self.hl7 = Some(make());
                }
                Reading::Hl7
            }
            _ => Reading::Nothing,
        };
        *self.half(side) = reading;
        self.wants(side)
    }

    /// Whether the next bytes of the body are wanted.
    pub(super) fn wants(&mut self, side: Side) -> bool {
        match self.half(side) {
            Reading::Nothing => false,
            Reading::Hl7 => true,
            Reading::Fhir { reader, .. } => !reader.is_finished(),
        }
    }

    /// The next bytes of a body.
    pub(super) fn read(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) {
        match self.half(side) {
            Reading::Nothing => {}
            Reading::Hl7 => self.read_hl7(side, bytes, emit),
            Reading::Fhir { reader, own } => {
                let own = *own;
                reader.read(bytes, &mut |told| tell(told, side, own, emit));
            }
        }
    }

    /// The body is over.
    pub(super) fn ended(&mut self, side: Side, emit: &mut Emit<'_>) {
        if matches!(std::mem::take(self.half(side)), Reading::Hl7) {
            self.read_hl7(side, END_OF_BLOCK, emit);
        }
    }

    fn read_hl7(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) {
        if let Some(reader) = &mut self.hl7 {
            // It bears any bytes, and never has enough.
            let _ = reader.data(side, bytes, emit);
        }
    }

    fn half(&mut self, side: Side) -> &mut Reading {
        side.of(&mut self.client, &mut self.server)
    }
}

fn tell(told: Told, side: Side, own: bool, emit: &mut Emit<'_>) {
    match told {
        Told::Device(parts) => emit.equipment(emit.of(side), parts),
        Told::Statement { software, description, fhir_version } if own && side == Side::Server => {
            let server = emit.server();
            emit.role(server, Role::FhirServer);
            let said = [
                (Property::FhirSoftware, software),
                (Property::FhirImplementation, description),
                (Property::FhirVersion, fhir_version),
            ];
            for (property, text) in said {
                text.into_iter().for_each(|text| emit.says(server, property, text.as_str().as_bytes()));
            }
        }
        Told::Statement { .. } => {}
    }
}
