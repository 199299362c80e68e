//! Where predefined variables take chance and time from.

/// Chance and time.
pub trait Source {
    /// Any number, each as likely as the others.
    fn random(&mut self) -> u64;
    /// A new GUID, version 4.
    fn guid(&mut self) -> String;
    /// What time it is.
    fn now(&self) -> Moment;
}

/// A moment at some place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    /// Milliseconds since 1970-01-01 UTC.
    pub at_ms: f64,
    /// Minutes ahead of UTC.
    pub offset_minutes: i32,
}

/// Values that look like the real ones and are the same each time: to show what a text may become.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sample {
    /// Another one gives other values.
    pub seed: u64,
    /// See [`Source::now`].
    pub moment: Moment,
}

impl Source for Sample {
    /// `SplitMix64` (Steele, Lea and Flood, 2014).
    fn random(&mut self) -> u64 {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.seed ^ (self.seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn guid(&mut self) -> String {
        let (high, low) = (self.random(), self.random());
        // Version and variant bits of RFC 9562 §5.4.
        let high = (high & !0xf000) | 0x4000;
        let low = (low & !(0b11 << 62)) | (0b10 << 62);
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xffff,
            low >> 48,
            low & 0xffff_ffff_ffff
        )
    }

    fn now(&self) -> Moment {
        self.moment
    }
}
