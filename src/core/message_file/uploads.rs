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

/// A file that was handed over.
#[derive(Clone, Copy, Debug)]
struct File {
    /// Tells it from others.
    number: u32,
    /// Where its last byte stands among all.
    end: u64,
    size: u64,
}

impl File {
    /// How many of its bytes have not left when so many of all have.
    fn left(&self, gone: u64) -> u64 {
        self.end.saturating_sub(gone).min(self.size)
    }
}

/// What a socket was handed, and which of it are files on their way.
#[derive(Clone, Debug, Default)]
pub struct Uploads {
    /// Bytes of all messages.
    handed_over: u64,
    /// The files that are not out yet.
    files: VecDeque<File>,
}

impl Uploads {
    /// A message was handed over.
    pub fn message(&mut self, bytes: u64) {
        self.handed_over += bytes;
    }

    /// A file was handed over. `number` tells it from others.
    pub fn file(&mut self, number: u32, size: u64) {
        self.message(size);
        self.files.push_back(File { number, end: self.handed_over, size });
    }

    /// Whether a file may be on its way.
    pub fn is_busy(&self) -> bool {
        !self.files.is_empty()
    }

    /// How far the files are while the browser holds so many bytes; `None` once all are out.
    pub fn progress(&mut self, buffered: u64) -> Option<Progress> {
        let gone = self.handed_over.saturating_sub(buffered);
        while self.files.front().is_some_and(|it| it.end <= gone) {
            self.files.pop_front();
        }
        (!self.files.is_empty()).then(|| Progress {
            size: self.files.iter().map(|it| it.size).sum(),
            left: self.files.iter().map(|it| it.left(gone)).sum(),
        })
    }

    /// The connection has ended while the browser held so many bytes: the files that are not out,
    /// and how many bytes of each have left.
    pub fn cut_short(&self, buffered: u64) -> Vec<(u32, u64)> {
        let gone = self.handed_over.saturating_sub(buffered);
        let cut = self.files.iter().filter(|it| it.end > gone);
        cut.map(|it| (it.number, it.size - it.left(gone))).collect()
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
        uploads.file(1, 100);
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
        uploads.file(1, 100);
        uploads.file(2, 50);
        assert_eq!(uploads.cut_short(150), [(1, 0), (2, 0)]);
        assert_eq!(uploads.cut_short(70), [(1, 80), (2, 0)]);
        assert_eq!(uploads.cut_short(20), [(2, 30)]);
        assert_eq!(uploads.cut_short(0), []);
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
        uploads.file(1, 0);
        assert_eq!(uploads.progress(0), None);
    }
}
