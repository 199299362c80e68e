//! Payload bytes one after another in chunks: no allocation per message, nothing is ever moved.

/// Size of a chunk once a conversation is long.
const CHUNK: usize = 1 << 20;
/// Size of the first one, so that a short conversation stays small.
const FIRST_CHUNK: usize = 1 << 14;

/// Where bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) chunk: u32,
    pub(super) offset: u32,
    pub(super) len: u32,
}

impl Place {
    /// No bytes.
    pub(super) const NONE: Self = Self { chunk: 0, offset: 0, len: 0 };
}

/// Bytes that are only ever added.
#[derive(Debug, Default)]
pub(super) struct Payloads {
    chunks: Vec<Chunk>,
    /// Of all chunks, used or not.
    reserved: usize,
}

/// Zeroed memory of which the first `used` bytes are taken.
#[derive(Debug)]
struct Chunk {
    bytes: Box<[u8]>,
    used: usize,
}

impl Payloads {
    /// Lets `fill` write up to `max` bytes and keeps as many as it says. Asking for more than it
    /// writes costs nothing while the chunk has room.
    pub(super) fn add_with(&mut self, max: usize, fill: impl FnOnce(&mut [u8]) -> usize) -> Place {
        if self.chunks.last().is_none_or(|last| last.bytes.len() - last.used < max) {
            let size = match self.chunks.last() {
                None => FIRST_CHUNK,
                Some(last) => (last.bytes.len() * 4).min(CHUNK),
            };
            let bytes: Box<[u8]> = vec![0; size.max(max)].into();
            self.reserved += bytes.len();
            self.chunks.push(Chunk { bytes, used: 0 });
        }
        let chunk = self.chunks.len() - 1;
        let Some(last) = self.chunks.last_mut() else {
            return Place::NONE;
        };
        let offset = last.used;
        let len = last.bytes.get_mut(offset..offset + max).map_or(0, |room| fill(room).min(max));
        last.used += len;
        Place { chunk: small(chunk), offset: small(offset), len: small(len) }
    }

    /// How much memory is taken, in bytes.
    pub(super) fn reserved(&self) -> usize {
        self.reserved
    }

    /// The bytes at a place; empty when the place is of another store.
    pub(super) fn get(&self, place: Place) -> &[u8] {
        let (offset, len) = (place.offset as usize, place.len as usize);
        self.chunks
            .get(place.chunk as usize)
            .and_then(|chunk| chunk.bytes.get(offset..offset + len))
            .unwrap_or_default()
    }
}

/// Chunks are counted and measured in numbers far below 2^32.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, Payloads};

    #[test]
    fn keeps_what_was_written_and_not_what_was_asked_for() {
        let mut payloads = Payloads::default();
        let first = payloads.add_with(300, |room| {
            room[..5].copy_from_slice(b"first");
            5
        });
        let empty = payloads.add_with(0, |_| 0);
        let big = payloads.add_with(3 * CHUNK, |room| {
            room.fill(7);
            room.len()
        });
        let last = payloads.add_with(4, |room| {
            room.copy_from_slice(b"last");
            99
        });
        assert_eq!(payloads.get(first), b"first");
        assert_eq!(payloads.get(empty), b"");
        assert_eq!(payloads.get(big), vec![7; 3 * CHUNK]);
        assert_eq!(payloads.get(last), b"last");
    }
}
