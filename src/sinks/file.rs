//! Lines in a file, which is put aside when it is long: `alerts.json`, `alerts.json.1`, `alerts.json.2` …

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use super::settings::File as Target;
use super::{Fault, Record, Sent, Sink};

pub(super) struct Lines {
    target: Target,
}

impl Lines {
    pub(super) fn new(target: Target) -> Self {
        Self { target }
    }

    fn about(&self, error: &io::Error) -> String {
        format!("{}: {error}", self.target.path.display())
    }

    /// Appends all lines, on the disk when this returns.
    fn append(&self, records: &[Record]) -> io::Result<()> {
        if fs::metadata(&self.target.path).is_ok_and(|file| file.len() >= self.target.max_bytes) {
            self.put_aside()?;
        }
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o640);
        let mut file = options.append(true).read(true).create(true).open(&self.target.path)?;
        let mut text = String::new();
        // A line that was cut off by a crash must not swallow the next one.
        let length = file.metadata()?.len();
        if length > 0 {
            let mut last = [0];
            file.seek(SeekFrom::Start(length.saturating_sub(1)))?;
            file.read_exact(&mut last)?;
            if last != *b"\n" {
                text.push('\n');
            }
        }
        for record in records {
            text.push_str(&record.text);
            text.push('\n');
        }
        file.write_all(text.as_bytes())?;
        file.sync_data()
    }

    fn put_aside(&self) -> io::Result<()> {
        let numbered = |number: u32| {
            let mut name = self.target.path.clone().into_os_string();
            name.push(format!(".{number}"));
            PathBuf::from(name)
        };
        if self.target.keep == 0 {
            return fs::remove_file(&self.target.path);
        }
        for number in (1..self.target.keep).rev() {
            match fs::rename(numbered(number), numbered(number.saturating_add(1))) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        fs::rename(&self.target.path, numbered(1))
    }
}

impl Sink for Lines {
    fn send(&mut self, records: &[Record]) -> Sent {
        match self.append(records) {
            Ok(()) => Sent::all(records),
            Err(error) => Sent::none(Fault::Away(self.about(&error))),
        }
    }

    fn check(&mut self) -> Result<(), String> {
        let opened = OpenOptions::new().append(true).create(true).open(&self.target.path);
        opened.map(|_| ()).map_err(|error| self.about(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_put_aside_and_cut_lines_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let mut lines = Lines::new(Target { path: path.clone(), max_bytes: 10, keep: 2 });
        let record = |text: &str| Record { uid: String::new(), text: text.into(), at: 0, subject: String::new() };
        fs::write(&path, "cut").unwrap();
        assert!(lines.check().is_ok());
        for text in ["first", "second", "third", "fourth"] {
            assert_eq!(lines.send(&[record(text), record(text)]), Sent::all(&[record(text), record(text)]));
        }
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap_or_default();
        assert_eq!(read("a.json"), "fourth\nfourth\n");
        assert_eq!((read("a.json.1").as_str(), read("a.json.2").as_str()), ("third\nthird\n", "second\nsecond\n"));
        assert_eq!(read("a.json.3"), "");
        let mut lost = Lines::new(Target { path: folder.path().join("no/such"), max_bytes: 10, keep: 2 });
        assert!(matches!(lost.send(&[record("x")]), Sent { taken: 0, fault: Some(Fault::Away(_)) }) && lost.check().is_err());
    }
}
