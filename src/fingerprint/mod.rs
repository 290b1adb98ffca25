//! COLD: from facts to claims: what a device probably is, why, and how sure that is.
//!
//! Rules are data (`fingerprints/`). A rule turns facts into claims with a weight and a family; claims of one family
//! rest on the same kind of evidence and do not add up as if independent.
//!
//! Invariant: the same facts give the same claims in the same order, whatever order the facts came in.

mod calibration;
mod claim;
mod combine;
mod established;
mod index;
mod instances;
mod makers;
mod models;
mod names;
mod oui;
mod ports;
mod product_words;
mod products;
mod rule;
mod rules;
mod senders;
mod survey;
mod table;
mod titles;
mod values;

pub use claim::{Attribute, Claim, Profile};
pub use combine::{Conclusion, conclude};
pub use established::Seen;
pub use models::ModelInfo;
pub use ports::PortHint;
pub use rules::{Fingerprints, RuleInfo, TableInfo};
pub use survey::names_one_device;
pub use table::TableError;

/// What a device can be. `unknown` is an honest answer.
pub const CATEGORIES: &[&str] = &[
    "ct",
    "mr",
    "xray",
    "ultrasound",
    "mammography",
    "nuclear_medicine",
    "endoscopy",
    "radiotherapy",
    "pacs",
    "modality_workstation",
    "dicom_printer",
    "patient_monitor",
    "central_station",
    "telemetry",
    "infusion_pump",
    "infusion_server",
    "ventilator",
    "anesthesia",
    "dialysis",
    "ecg",
    "lab_analyzer",
    "poc_analyzer",
    "lis",
    "hl7_interface_engine",
    "ehr",
    "medication_cabinet",
    "nurse_call",
    "rtls",
    "pneumatic_tube",
    "medical_robot",
    "implant_home_monitor",
    "medical_gateway",
    "building_automation",
    "printer",
    "ip_camera",
    "ip_phone",
    "workstation",
    "server",
    "mobile",
    "network_infrastructure",
    "storage",
    "unknown",
];
