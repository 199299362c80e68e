//! Files: Pororoca's collection format, read and written without losing anything in it, and names
//! under which files can be saved anywhere.

pub mod file_name;
pub mod pororoca;
