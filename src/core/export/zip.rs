//! A ZIP file whose entries are stored as they are (APPNOTE 6.3.9). Sizes and check sums stand before
//! each entry, so that every reader takes it, also those that read from a stream; many entries and
//! long files become ZIP64.

use crc::{CRC_32_ISO_HDLC, Crc};

use crate::core::payload::local_time::LocalTime;

const CRC_32: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// Stored entries need version 1.0, ZIP64 needs 4.5.
const VERSION: u16 = 45;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;

/// The check sum of an entry, of which these are the pieces.
pub fn check_sum(pieces: impl IntoIterator<Item = impl AsRef<[u8]>>) -> u32 {
    let mut digest = CRC_32.digest();
    for piece in pieces {
        digest.update(piece.as_ref());
    }
    digest.finalize()
}

/// Writes a ZIP file: for each entry [`Self::entry`] and then its bytes, at last [`Self::end`].
#[derive(Default)]
pub struct ZipWriter {
    /// The list of entries, which stands at the end of the file.
    directory: Vec<u8>,
    entries: u64,
    /// How much of the file was written.
    written: u64,
}

impl ZipWriter {
    /// What stands before the bytes of an entry, of which there are exactly `size`. The caller writes
    /// them next.
    pub fn entry(
        &mut self,
        name: &str,
        size: u32,
        check_sum: u32,
        when: LocalTime,
        out: &mut Vec<u8>,
    ) {
        let start = out.len();
        let name_length = u16::try_from(name.len()).unwrap_or(u16::MAX);
        let (date, time) = dos_date_and_time(when);
        let facts = |out: &mut Vec<u8>, extra_length: u16| {
            for number in [VERSION, FLAGS, STORED, time, date] {
                put_16(out, number);
            }
            for number in [check_sum, size, size] {
                put_32(out, number);
            }
            put_16(out, name_length);
            put_16(out, extra_length);
        };
        put_32(out, 0x0403_4b50);
        facts(out, 0);
        out.extend_from_slice(name.as_bytes());

        let offset = self.written;
        let short_offset = u32::try_from(offset).ok().filter(|it| *it != u32::MAX);
        let directory = &mut self.directory;
        put_32(directory, 0x0201_4b50);
        put_16(directory, VERSION);
        facts(directory, if short_offset.is_some() { 0 } else { 12 });
        // No comment, first disk, no attributes.
        for _ in 0..5 {
            put_16(directory, 0);
        }
        put_32(directory, short_offset.unwrap_or(u32::MAX));
        directory.extend_from_slice(name.as_bytes());
        if short_offset.is_none() {
            put_16(directory, 1);
            put_16(directory, 8);
            put_64(directory, offset);
        }
        self.entries += 1;
        self.written += (out.len() - start) as u64 + u64::from(size);
    }

    /// What stands after all entries.
    pub fn end(mut self, out: &mut Vec<u8>) {
        let (start, size) = (self.written, self.directory.len() as u64);
        out.append(&mut self.directory);
        let entries = u16::try_from(self.entries).unwrap_or(u16::MAX);
        let (short_start, short_size) =
            (u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(size).unwrap_or(u32::MAX));
        if entries == u16::MAX || short_start == u32::MAX || short_size == u32::MAX {
            put_32(out, 0x0606_4b50);
            put_64(out, 44);
            put_16(out, VERSION);
            put_16(out, VERSION);
            put_64(out, 0);
            for number in [self.entries, self.entries, size, start] {
                put_64(out, number);
            }
            put_32(out, 0x0706_4b50);
            put_32(out, 0);
            put_64(out, start + size);
            put_32(out, 1);
        }
        put_32(out, 0x0605_4b50);
        put_32(out, 0);
        put_16(out, entries);
        put_16(out, entries);
        put_32(out, short_size);
        put_32(out, short_start);
        put_16(out, 0);
    }
}

const STORED: u16 = 0;

/// In the format of MS-DOS: from 1980 to 2107, by two seconds.
fn dos_date_and_time(when: LocalTime) -> (u16, u16) {
    let year = u16::try_from(when.year.clamp(1980, 2107) - 1980).unwrap_or(0);
    let date = year << 9 | u16::from(when.month) << 5 | u16::from(when.day);
    let two_seconds = u16::from(when.second / 2);
    let time = u16::from(when.hour) << 11 | u16::from(when.minute) << 5 | two_seconds;
    (date, time)
}

fn put_16(out: &mut Vec<u8>, number: u16) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put_32(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put_64(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&number.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use zip::{DateTime, ZipArchive};

    use super::*;

    const AT: LocalTime = LocalTime {
        year: 2026,
        month: 8,
        day: 1,
        hour: 14,
        minute: 31,
        second: 59,
        millisecond: 204,
    };

    fn written(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::default();
        let mut file = Vec::new();
        for (name, bytes) in entries {
            let size = u32::try_from(bytes.len()).expect("small");
            zip.entry(name, size, check_sum([*bytes]), AT, &mut file);
            file.extend_from_slice(bytes);
        }
        zip.end(&mut file);
        file
    }

    fn read(file: Vec<u8>) -> Vec<(String, Vec<u8>)> {
        let mut archive = ZipArchive::new(Cursor::new(file)).expect("a ZIP file");
        (0..archive.len())
            .map(|index| {
                let mut entry = archive.by_index(index).expect("an entry");
                assert_eq!(
                    entry.last_modified(),
                    DateTime::from_date_and_time(2026, 8, 1, 14, 31, 58).ok()
                );
                let mut bytes = Vec::new();
                // The check sum is looked at too.
                entry.read_to_end(&mut bytes).expect("whole");
                (entry.name().expect("UTF-8").into_owned(), bytes)
            })
            .collect()
    }

    #[test]
    fn entries_come_out_as_they_went_in() {
        let big = vec![7; 100_000];
        let entries: [(&str, &[u8]); 4] =
            [("a.txt", b"one"), ("Maré 🌊.json", b"{}"), ("empty.bin", b""), ("big.bin", &big)];
        let found = read(written(&entries));
        let expected: Vec<_> =
            entries.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        assert_eq!(found, expected);
        assert_eq!(read(written(&[])), []);
    }

    #[test]
    fn more_entries_than_sixteen_bits_count_become_zip64() {
        let names: Vec<String> = (0..70_000).map(|n| format!("{n}.txt")).collect();
        let entries: Vec<(&str, &[u8])> =
            names.iter().map(|name| (name.as_str(), name.as_bytes())).collect();
        let found = read(written(&entries));
        assert_eq!(found.len(), 70_000);
        assert!(found.iter().all(|(name, bytes)| name.as_bytes() == bytes));
    }

    #[test]
    fn entries_past_four_gigabytes_have_long_offsets() {
        let mut zip = ZipWriter { written: 5_000_000_000, ..ZipWriter::default() };
        let mut file = Vec::new();
        zip.entry("far.txt", 1, check_sum([b"x".as_slice()]), AT, &mut file);
        assert_eq!(zip.written, 5_000_000_000 + 30 + 7 + 1);
        assert!(zip.directory.ends_with(&[1, 0, 8, 0, 0, 0xf2, 5, 0x2a, 1, 0, 0, 0]));
        let mut end = Vec::new();
        zip.end(&mut end);
        assert!(end.windows(4).any(|it| it == 0x0606_4b50_u32.to_le_bytes()));
    }

    #[test]
    fn the_check_sum_is_that_of_zip() {
        assert_eq!(check_sum([b"123456789".as_slice()]), 0xcbf4_3926);
        assert_eq!(check_sum([b"1234".as_slice(), b"56789"]), 0xcbf4_3926);
    }
}
