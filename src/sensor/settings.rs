//! Limits of the sensor.

/// Limits of the sensor; each is an option of the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Flows held at one time.
    pub max_flows: usize,
    /// Bytes that all TCP streams together may hold back for reordering.
    pub max_reassembly_bytes: usize,
    /// Seconds of packet time before a known fact is said again.
    pub refresh_seconds: u32,
    /// Facts remembered as said, as a power of two.
    pub said_bits: u32,
    /// Seconds of silence after which a TCP connection is over.
    pub tcp_idle_seconds: u32,
    /// Seconds of silence after which any other flow is over.
    pub idle_seconds: u32,
    /// A batch is handed over when it holds this many observations or conversations …
    pub batch_items: usize,
    /// … or speaks of this many milliseconds of packet time: most of what an alert waits for.
    pub batch_milliseconds: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_flows: 2_000_000,
            max_reassembly_bytes: 64 << 20,
            refresh_seconds: 300,
            said_bits: 18,
            tcp_idle_seconds: 600,
            idle_seconds: 60,
            batch_items: 16_384,
            batch_milliseconds: 400,
        }
    }
}
