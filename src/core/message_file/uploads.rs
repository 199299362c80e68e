//! How much of the files handed to a socket has left the browser, from what the browser says it
//! still holds (`bufferedAmount`).

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// How far the files of one connection are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Bytes of the files that are on their way.
    pub size: u64,
    /// Those of them the browser still holds.
    pub left: u64,
}

impl Progress {
    /// Bytes that have left the browser.
    pub fn sent(self) -> u64 {
        self.size.saturating_sub(self.left)
    }

    /// The share of the bytes that have left the browser, from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more than a few digits")]
    pub fn share_sent(self) -> f64 {
        if self.size == 0 { 1.0 } else { self.sent() as f64 / self.size as f64 }
    }
}

/// What a socket was handed, and which of it are files on their way.
#[derive(Clone, Debug, Default)]
pub struct Uploads {
    /// Bytes of all messages.
    handed_over: u64,
    /// Of each file that is not out yet: where its last byte stands among all, and its size.
    files: VecDeque<(u64, u64)>,
}

impl Uploads {
    /// A message was handed over.
    pub fn message(&mut self, bytes: u64) {
        self.handed_over += bytes;
    }

    /// A file was handed over.
    pub fn file(&mut self, size: u64) {
        self.message(size);
        self.files.push_back((self.handed_over, size));
    }

    /// Whether a file may be on its way.
    pub fn is_busy(&self) -> bool {
        !self.files.is_empty()
    }

    /// How far the files are while the browser holds so many bytes; `None` once all are out.
    pub fn progress(&mut self, buffered: u64) -> Option<Progress> {
        let gone = self.handed_over.saturating_sub(buffered);
        while self.files.front().is_some_and(|(end, _)| *end <= gone) {
            self.files.pop_front();
        }
        let left = |(end, size): &(u64, u64)| (end - gone).min(*size);
        (!self.files.is_empty()).then(|| Progress {
            size: self.files.iter().map(|(_, size)| size).sum(),
            left: self.files.iter().map(left).sum(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_from_what_goes_before_and_after() {
        let mut uploads = Uploads::default();
        assert_eq!(uploads.progress(0), None);
        uploads.message(10);
        uploads.file(100);
        uploads.message(5);
        assert!(uploads.is_busy());
        assert_eq!(uploads.progress(115), Some(Progress { size: 100, left: 100 }));
        assert_eq!(uploads.progress(65), Some(Progress { size: 100, left: 60 }));
        assert_eq!(uploads.progress(6), Some(Progress { size: 100, left: 1 }));
        assert_eq!(uploads.progress(5), None);
        assert!(!uploads.is_busy());
    }

    #[test]
    fn how_much_has_left() {
        let progress = Progress { size: 200, left: 50 };
        assert_eq!(progress.sent(), 150);
        assert!((progress.share_sent() - 0.75).abs() < f64::EPSILON);
        assert!((Progress { size: 0, left: 0 }.share_sent() - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn files_are_counted_together() {
        let mut uploads = Uploads::default();
        uploads.file(100);
        uploads.file(50);
        assert_eq!(uploads.progress(150), Some(Progress { size: 150, left: 150 }));
        assert_eq!(uploads.progress(80), Some(Progress { size: 150, left: 80 }));
        assert_eq!(uploads.progress(50), Some(Progress { size: 50, left: 50 }));
        // More than was handed over is no reason to panic.
        assert_eq!(uploads.progress(1_000), Some(Progress { size: 50, left: 50 }));
        assert_eq!(uploads.progress(0), None);
    }

    #[test]
    fn an_empty_file_is_out_at_once() {
        let mut uploads = Uploads::default();
        uploads.file(0);
        assert_eq!(uploads.progress(0), None);
    }
}
