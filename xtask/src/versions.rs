//! Owns every version that the project's commands install or expect; nothing else names one.
//!
//! Two of them are written a second time because Cargo and Trunk read them from their own files:
//! the tests below fail when `Cargo.toml` or `Trunk.toml` says something else.

/// The target that the page and its worker are compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Builds and serves the page.
pub const TRUNK: &str = "0.21.14";

/// Makes the JavaScript side of a WASM file; has to be the version of the crate `wasm-bindgen`.
pub const WASM_BINDGEN: &str = "0.2.129";

/// Cuts the program into parts; has to understand what the crate `wasm_split_helpers`, which comes with
/// Leptos, marks.
pub const WASM_SPLIT: &str = "0.2.4";

/// Looks at what the project is built from: known weaknesses, licences, where it comes from.
pub const CARGO_DENY: &str = "0.20.2";

/// Drives Firefox in the end-to-end tests.
pub const GECKODRIVER: &str = "0.37.1";

/// Release of Binaryen, whose `wasm-opt` makes release files smaller.
pub const BINARYEN: &str = "132";

/// The npm package of [`BINARYEN`], with its version.
pub const BINARYEN_NPM: &str = "binaryen@132.0.0";

/// Debian's package of `wasm-opt`, whatever release it is: for a machine without Node.
pub const BINARYEN_DEBIAN: &str = "binaryen";

/// Debian's compiler for WASM: for a machine that cannot reach Rust's download server.
pub const RUST_DEBIAN: &[&str] =
    &["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "lld-22"];

/// Where the linker among [`RUST_DEBIAN`] is.
pub const DEBIAN_LLD: &str = "/usr/lib/llvm-22/bin/lld";

/// Debian's compiler for C++, whatever version it is.
pub const CXX_DEBIAN: &str = "g++";

/// Debian's Chromium and its driver.
pub const CHROMIUM_DEBIAN: &[&str] = &["chromium", "chromium-driver"];

/// Debian's Firefox.
pub const FIREFOX_DEBIAN: &[&str] = &["firefox-esr"];

/// The first version number in what a program says about itself: `trunk 0.21.14` → `0.21.14`.
pub fn version_in(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARGO_TOML: &str = include_str!("../../Cargo.toml");
    const TRUNK_TOML: &str = include_str!("../../Trunk.toml");

    #[test]
    fn the_crate_wasm_bindgen_has_the_version_of_its_tool() {
        let pin = format!("wasm-bindgen = {{ version = \"={WASM_BINDGEN}\"");
        assert!(CARGO_TOML.contains(&pin), "Cargo.toml lacks: {pin}");
    }

    #[test]
    fn trunk_toml_names_the_same_versions() {
        for pin in
            [format!("trunk-version = \"={TRUNK}\""), format!("wasm_bindgen = \"{WASM_BINDGEN}\"")]
        {
            assert!(TRUNK_TOML.contains(&pin), "Trunk.toml lacks: {pin}");
        }
    }

    #[test]
    fn the_linker_is_of_the_package_that_is_installed() {
        let version = DEBIAN_LLD.split(['-', '/']).find(|it| it.parse::<u32>().is_ok());
        let package = format!("lld-{}", version.expect("a number"));
        assert!(RUST_DEBIAN.contains(&package.as_str()), "{package}");
    }

    #[test]
    fn the_npm_package_is_of_the_same_release() {
        assert_eq!(BINARYEN_NPM, format!("binaryen@{BINARYEN}.0.0"));
    }

    #[test]
    fn reads_the_version_that_a_tool_prints() {
        assert_eq!(version_in("trunk 0.21.14"), Some("0.21.14"));
        assert_eq!(version_in("wasm-bindgen 0.2.129\n"), Some("0.2.129"));
        assert_eq!(version_in("wasm-opt version 132 (version_132)"), Some("132"));
        assert_eq!(version_in("geckodriver 0.37.1 (abc 2026-01-01)"), Some("0.37.1"));
        assert_eq!(version_in("tool v1.2"), Some("1.2"));
        assert_eq!(version_in("command not found"), None);
    }
}
