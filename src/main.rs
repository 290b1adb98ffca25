//! wardwatch
use wardwatch::sensor::{
    Sensor, Settings,
    capture::{Capture, FileCapture},
};
fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let Ok(mut capture) = FileCapture::open(std::path::Path::new(&path)) else { return };
    let mut sensor = Sensor::new(capture.fingerprint(), Settings::default());
    let (mut o, mut c) = (0, 0);
    let verbose = std::env::args().nth(2).is_some();
    let mut show = |b: wardwatch::observation::Batch| {
        o += b.observations.len();
        c += b.conversations.len();
        if verbose {
            for ob in b.observations {
                println!("{} {} {} [{}]", ob.at, ob.subject, ob.fact, ob.protocol);
            }
        }
    };
    while let Ok(frames) = capture.frames() {
        if frames.is_empty() {
            break;
        }
        sensor.frames(frames, &mut show);
    }
    show(sensor.finish());
    println!("{o} observations {c} conversations {:?} {:?}", sensor.counters(), capture.losses());
}
