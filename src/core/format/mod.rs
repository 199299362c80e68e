//! Files: Pororoca's collection format, read and written without losing anything in it, the same on
//! the clipboard, and names under which files can be saved anywhere.

pub mod clipboard;
pub mod file_name;
pub mod link;
pub mod pororoca;
