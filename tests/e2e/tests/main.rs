//! Whole flows of the app in real browsers, one file for each point of what a person can do.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod a11y;
mod attacks;
mod axe;
mod client_files;
mod connection_panel;
mod conversation;
mod conversation_tools;
mod demo;
mod detail;
mod exports;
mod failures;
mod files;
mod hosting;
mod import_export;
mod languages_themes;
mod late;
mod main_job;
mod messages;
mod offline;
mod opened;
mod policy;
mod settings;
mod storage;
mod tree;
mod variables;
