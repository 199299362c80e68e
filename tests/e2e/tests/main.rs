//! Whole flows of the app in real browsers, one file for each point of what a person can do.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

mod a11y;
mod connection_panel;
mod conversation;
mod failures;
mod files;
mod languages_themes;
mod main_job;
mod messages;
mod storage;
mod variables;
