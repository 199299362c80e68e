//! The export that is going on: in slices, so that messages are received as they come meanwhile. What
//! it writes is the core's part; it must not know what the page does with the file.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Weak;

use crate::browser::channel::Beside;
use crate::browser::clock::{now_ms, utc_offset_minutes};
use crate::browser::file_system::Directory;
use crate::browser::made_file::{FileMaker, MadeFile, NoRoom};
use crate::core::connection::{ConnectionState, Lost};
use crate::core::conversation::{ConversationId, MessageKind, Payload, Row, RowBody};
use crate::core::export::zip::{ZipWriter, check_sum};
use crate::core::export::{PIECE, Writer};
use crate::core::model::ItemId;
use crate::core::payload::file_name;
use crate::core::payload::local_time::LocalTime;
use crate::protocol::{Export, Exported, FromWorker};
use js_sys::Uint8Array;

use super::talk::{Outside, Talk, make_all_bytes};
use super::{SLICE_MS, Worker};

/// How often the page is told how far it has come, in milliseconds.
const PROGRESS_MS: f64 = 200.0;

/// Texts kept outside up to this many bytes are read whole to name their file; of others, and of
/// bytes, the beginning tells enough.
const JUDGED_WHOLE: u32 = 64 << 20;
const BEGINNING: u32 = 1 << 12;

/// An export.
pub(super) struct Job {
    /// Tells it from others.
    number: u32,
    socket: ItemId,
    conversation: ConversationId,
    /// Of the WebSocket.
    name: String,
    /// Entries from `next` on to `end` are to be written.
    next: u64,
    end: u64,
    /// How much of the payload of `next` was written.
    at: usize,
    messages: u64,
    told_ms: f64,
    media_type: &'static str,
    work: Work,
    file: FileMaker,
}

enum Work {
    Whole(Writer),
    Zip(ZipWriter),
    Folder(Directory),
}

impl Worker {
    /// Begins an export; one that is going on is given up.
    pub(super) fn start_export(
        &mut self,
        socket: ItemId,
        conversation: Option<ConversationId>,
        name: String,
        form: Export,
        beside: Beside,
    ) {
        self.cancel_export();
        let session = self.sessions.entry(socket).or_default();
        let mut file = FileMaker::default();
        let (work, media_type) = match form {
            Export::Whole(format) => {
                let writer = Writer::new(format, url_of(session.connection.state()));
                writer.begin(file.room());
                (Work::Whole(writer), format.media_type())
            }
            Export::Zip => (Work::Zip(ZipWriter::default()), "application/zip"),
            Export::Folder => match Directory::handed_over(beside) {
                Some(directory) => (Work::Folder(directory), ""),
                None => return self.end_export(Exported::Failed, &Beside::Nothing),
            },
        };
        let (conversation, talk) = session.talks.get(conversation);
        let end = talk.len();
        self.exports = self.exports.wrapping_add(1);
        let number = self.exports;
        let is_folder = matches!(work, Work::Folder(_));
        self.export = Some(Job {
            number,
            socket,
            conversation,
            name,
            next: 0,
            end,
            at: 0,
            messages: 0,
            told_ms: now_ms(),
            media_type,
            work,
            file,
        });
        if is_folder {
            start(write_folder(self.me.clone(), number));
        } else {
            self.export_slice();
        }
    }

    /// Gives up the export that is going on, if there is one.
    pub(super) fn cancel_export(&mut self) {
        if self.export.take().is_some() {
            self.end_export(Exported::Cancelled, &Beside::Nothing);
        }
    }

    /// Gives up an export of this WebSocket.
    pub(super) fn cancel_export_of(&mut self, socket: ItemId) {
        if self.export.as_ref().is_some_and(|job| job.socket == socket) {
            self.cancel_export();
        }
    }

    /// A WebSocket goes on under another id.
    pub(super) fn move_export(&mut self, from: ItemId, to: ItemId) {
        if let Some(job) = self.export.as_mut().filter(|job| job.socket == from) {
            job.socket = to;
        }
    }

    /// Writes for a while.
    pub(super) fn export_slice(&mut self) {
        let Some(mut job) = self.export.take() else { return };
        let started_ms = now_ms();
        while job.next < job.end {
            let Some(session) = self.sessions.get_mut(&job.socket) else { break };
            let (_, talk) = session.talks.get(Some(job.conversation));
            make_all_bytes(talk, &self.encoder, job.next..job.next + 1);
            if job.step(talk).is_err() {
                return self.end_export(Exported::Failed, &Beside::Nothing);
            }
            if now_ms() - started_ms > SLICE_MS {
                self.tell_progress(&mut job);
                self.export = Some(job);
                return self.export_alarm.set(0.0);
            }
        }
        let messages = job.messages;
        match job.finish() {
            Ok(file) => {
                let file = Beside::Object(file.blob().into());
                self.end_export(Exported::Done { messages }, &file);
            }
            Err(NoRoom) => self.end_export(Exported::Failed, &Beside::Nothing),
        }
    }

    /// The next file for the folder of an export; `None` when it is over.
    fn next_file(&mut self, number: u32) -> Option<(Directory, String, Uint8Array)> {
        let mut job = self.export.take_if(|job| job.number == number)?;
        let found = self.file_of(&mut job);
        if found.is_some() {
            self.tell_progress(&mut job);
            self.export = Some(job);
        } else {
            self.end_export(Exported::Done { messages: job.messages }, &Beside::Nothing);
        }
        found
    }

    fn file_of(&mut self, job: &mut Job) -> Option<(Directory, String, Uint8Array)> {
        let Work::Folder(directory) = &job.work else { return None };
        let (_, talk) = self.sessions.get_mut(&job.socket)?.talks.get(Some(job.conversation));
        while job.next < job.end {
            make_all_bytes(talk, &self.encoder, job.next..job.next + 1);
            let row = talk.row(job.next);
            let payload = talk.payload(job.next);
            job.next += 1;
            if let Some((row, payload)) = row.zip(payload)
                && let Some(Named { name, .. }) = named(&job.name, &row, &payload)
            {
                job.messages += 1;
                let bytes = match payload {
                    Payload::Inside(bytes) => Uint8Array::from(bytes),
                    Payload::Outside(outside) => outside.part(0, outside.size()),
                };
                return Some((directory.clone(), name, bytes));
            }
        }
        None
    }

    fn fail_export(&mut self, number: u32) {
        if self.export.take_if(|job| job.number == number).is_some() {
            self.end_export(Exported::Failed, &Beside::Nothing);
        }
    }

    fn tell_progress(&self, job: &mut Job) {
        let now_ms = now_ms();
        if now_ms - job.told_ms >= PROGRESS_MS {
            job.told_ms = now_ms;
            let progress = FromWorker::ExportProgress { done: job.next, total: job.end };
            self.post(&progress, &Beside::Nothing);
        }
    }

    fn end_export(&self, outcome: Exported, beside: &Beside) {
        self.post(&FromWorker::Exported { outcome }, beside);
    }
}

impl Job {
    /// Writes the next entry, or a piece of it.
    fn step(&mut self, talk: &Talk) -> Result<(), NoRoom> {
        let Some(row) = talk.row(self.next) else {
            self.next = self.end;
            return Ok(());
        };
        let payload = talk.payload(self.next);
        match &mut self.work {
            Work::Whole(writer) => {
                let out = self.file.room();
                let is_first = self.at == 0;
                if is_first {
                    writer.entry(&row, out);
                }
                let (piece, is_last) = piece_of(payload.as_ref(), self.at);
                if !piece.is_empty() {
                    writer.payload(&row, &piece, is_first, out);
                }
                if !is_last {
                    self.at += piece.len();
                    return self.file.hand_over();
                }
                self.at = 0;
                writer.end_entry(&row, out);
                self.messages += u64::from(matches!(row.body, RowBody::Message { .. }));
            }
            Work::Zip(zip) => {
                if let Some(payload) = payload
                    && let Some(file) = named(&self.name, &row, &payload)
                {
                    add_to_zip(zip, &mut self.file, &file, &payload)?;
                    self.messages += 1;
                }
            }
            Work::Folder(_) => {}
        }
        self.next += 1;
        self.file.hand_over()
    }

    fn finish(mut self) -> Result<MadeFile, NoRoom> {
        match self.work {
            Work::Whole(mut writer) => writer.end(now_ms(), self.file.room()),
            Work::Zip(zip) => zip.end(self.file.room()),
            Work::Folder(_) => {}
        }
        self.file.finish(self.media_type)
    }
}

/// A message's file.
struct Named {
    name: String,
    when: LocalTime,
}

/// The name of a message's file; `None` for an event.
fn named(websocket: &str, row: &Row, payload: &Payload<'_, Outside>) -> Option<Named> {
    let RowBody::Message { direction, kind, message_number, .. } = row.body else { return None };
    let when = LocalTime::new(row.at_ms, utc_offset_minutes(row.at_ms));
    let judged: Cow<'_, [u8]> = match payload {
        Payload::Inside(bytes) => Cow::Borrowed(bytes),
        Payload::Outside(outside) => {
            let size = outside.size();
            let is_judged_whole = kind == MessageKind::Text && size <= u64::from(JUDGED_WHOLE);
            let until = if is_judged_whole { size } else { BEGINNING.into() };
            Cow::Owned(outside.part(0, until).to_vec())
        }
    };
    let name = file_name::proposed(websocket, message_number, direction, when, kind, &judged);
    Some(Named { name, when })
}

fn add_to_zip(
    zip: &mut ZipWriter,
    out: &mut FileMaker,
    file: &Named,
    payload: &Payload<'_, Outside>,
) -> Result<(), NoRoom> {
    match payload {
        Payload::Inside(bytes) => {
            let size = u32::try_from(bytes.len()).map_err(|_| NoRoom)?;
            zip.entry(&file.name, size, check_sum([bytes]), file.when, out.room());
            out.room().extend_from_slice(bytes);
            Ok(())
        }
        Payload::Outside(outside) => {
            let size = u32::try_from(outside.size()).map_err(|_| NoRoom)?;
            let pieces = (0..outside.size())
                .step_by(PIECE)
                .map(|from| outside.part(from, from + PIECE as u64).to_vec());
            zip.entry(&file.name, size, check_sum(pieces), file.when, out.room());
            match outside {
                Outside::Bytes(bytes) => out.add(bytes),
                Outside::File(file) => out.add_blob(file.blob()),
            }
        }
    }
}

/// The piece of a payload that begins at `at`, and whether it is the last.
fn piece_of<'a>(payload: Option<&Payload<'a, Outside>>, at: usize) -> (Cow<'a, [u8]>, bool) {
    match payload {
        None => (Cow::Borrowed(&[]), true),
        Some(Payload::Inside(bytes)) => {
            let end = bytes.len().min(at + PIECE);
            (Cow::Borrowed(bytes.get(at..end).unwrap_or_default()), end == bytes.len())
        }
        Some(Payload::Outside(outside)) => {
            let from = at as u64;
            let piece = outside.part(from, from + PIECE as u64).to_vec();
            // A file that cannot be read any more ends here.
            let is_last = piece.is_empty() || from + piece.len() as u64 >= outside.size();
            (Cow::Owned(piece), is_last)
        }
    }
}

/// The address of a connection, as far as it is known.
fn url_of(state: &ConnectionState) -> &str {
    match state {
        ConnectionState::Disconnected => "",
        ConnectionState::Connecting { url, .. } => url,
        ConnectionState::Open { opened, .. } | ConnectionState::Closing { opened, .. } => {
            &opened.url
        }
        ConnectionState::Closed(ended)
        | ConnectionState::Waiting { after: Lost::Closed(ended), .. } => &ended.was.url,
        ConnectionState::Failed(failure)
        | ConnectionState::Waiting { after: Lost::Failed(failure), .. } => &failure.url,
    }
}

/// Writes one file after the other until the export is over or given up.
async fn write_folder(me: Weak<RefCell<Worker>>, number: u32) {
    loop {
        let next = me.upgrade().and_then(|worker| worker.borrow_mut().next_file(number));
        let Some((directory, name, bytes)) = next else { return };
        if directory.write(&name, &bytes).await.is_err() {
            if let Some(worker) = me.upgrade() {
                worker.borrow_mut().fail_export(number);
            }
            return;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one task of the worker: writing to a folder")]
fn start(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}
