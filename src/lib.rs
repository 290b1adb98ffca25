//! wardwatch: which medical devices are on the network, told from a mirror port, without ever sending a frame.
//!
//! # The way of the data
//!
//! ```text
//!  capture ── frames ──►  sensor  ── observations, conversations ──►  inventory ── changes ──►  store ──►  cli
//!            once per packet                    (identified by fingerprint)          one transaction a batch
//! ```
//!
//! The *hot* half ([`sensor`]) runs once per packet: synchronous, bounded, silent. It says what it saw in the closed
//! vocabulary of [`observation`], the contract between the halves. The *cold* half ([`fingerprint`], [`inventory`],
//! [`store`]) runs once per observation: pure and deterministic. [`daemon`] puts both together; [`cli`] is what a person
//! meets.
//!
//! # The rooms
//!
//! - [`base`]: addresses, VLANs, packet time, text from the wire: words every stage shares. Imports nothing.
//! - [`observation`]: what can be seen: facts about an endpoint, and reports of conversations. A protocol can say only
//!   this.
//! - [`sensor`]: `capture` lends frames, `wire` reads their headers, `flow` finds out whom they belong to and puts streams
//!   in order, `protocols` (one file each) understand payloads.
//! - [`transport`]: from the sensor to the hub, in one process or over a unix socket: batches with numbers, acknowledged
//!   when they are stored.
//! - [`fingerprint`]: rules, as data, that turn facts into claims with a weight and a family; claims are weighed into
//!   conclusions, and rivals are shown.
//! - [`inventory`]: which endpoints are one device, and what it is; merges, splits, history.
//! - [`clinical`]: what a device means for patients: its record, its tier and why, whom to call, what to do, what is assumed
//!   until a person says more, and the chain of who did what.
//! - [`baseline`]: what is normal for a device, learnt and judged.
//! - [`alert`]: rules that make alerts of what is not, and the ledger that weighs, routes and remembers them.
//! - [`store`]: what outlives the process, behind one trait with one suite of tests.
//! - [`exchange`]: shapes that other programs read and write: CMMS exports, FHIR, OCSF, NetBox; one file a format, pure.
//! - [`sinks`]: where alerts go: syslog, files, webhooks, mail; at least once, and never in the pipeline's way.
//! - [`web`]: pages and an API that read the store; who may ask for what.
//! - [`config`]: the configuration file, and each module's settings out of it.
//! - [`daemon`]: assembly; the only module that knows all others.
//! - [`cli`]: one file per subcommand.
//!
//! Modules import only those before them in this list; `tests/layering.rs` holds that.
//!
//! # What must never happen
//!
//! - Invariant: no frame leaves. No transmit call exists in the sensor.
//! - Invariant: no patient data outlives its packet. Protocols copy out allow-listed equipment fields and skip the rest
//!   by length; [`base::Text`] is the only string that comes from the wire.
//! - Invariant: the wire cannot stop the program. Bytes are read through [`sensor::reader::Reader`]; a parser that
//!   panics is caught, counted and, if it goes on, set aside.
//! - Invariant: whatever grows has a limit, an eviction order and a counter.
//! - Invariant: nothing is lost silently: frames received = decoded + undecodable + unread, and so on down.
//! - Invariant: packet time is the only time between capture and store; the same capture gives the same database.
//! - Invariant: the store has a batch whole or not at all, and once.

pub mod base;

pub mod observation;

pub mod sensor;

pub mod transport;

pub mod fingerprint;

pub mod inventory;

pub mod clinical;

pub mod baseline;

pub mod alert;

pub mod store;

pub mod exchange;

pub mod sinks;

pub mod web;

pub mod config;

pub mod daemon;

pub mod cli;
