//! Which icons there are: an icon that is not in the sprite does not compile, and a test keeps the
//! list and the sprite the same.

/// An icon of the sprite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IconName {
    /// Folded; what follows in a path.
    ChevronRight,
    /// Unfolded; opens a list.
    ChevronDown,
    /// Search.
    Search,
    /// New.
    Plus,
    /// Import.
    Import,
    /// Export.
    Export,
    /// Sidebar.
    Sidebar,
    /// A collection.
    Collection,
    /// A folder.
    Folder,
    /// An open folder.
    FolderOpen,
    /// A WebSocket.
    WebSocket,
    /// Variables; JSON.
    Braces,
    /// Environments.
    Layers,
    /// Headers.
    List,
    /// A text client message.
    Message,
    /// A binary client message.
    Binary,
    /// A close message; a closed connection.
    Close,
    /// Rename.
    Pencil,
    /// More actions.
    More,
    /// Language.
    Globe,
    /// Light theme.
    Sun,
    /// Dark theme.
    Moon,
    /// The system's theme.
    Screen,
    /// Delete.
    Trash,
    /// Copy.
    Copy,
    /// Duplicate.
    Duplicate,
    /// Cut.
    Cut,
    /// Paste.
    Paste,
    /// Unfold everything.
    ExpandAll,
    /// Fold everything.
    CollapseAll,
    /// Sent; up.
    Up,
    /// Received; down.
    Down,
    /// Follow the newest.
    Follow,
    /// Clear.
    Clear,
    /// Order: newest last.
    Sort,
    /// Order: newest first.
    SortUp,
    /// Filters.
    Filter,
    /// Pin; pinned.
    Pin,
    /// Time since the previous.
    Delta,
    /// Capital and small letters differ.
    MatchCase,
    /// Regular expression.
    Pattern,
    /// Send.
    Send,
    /// Chosen; saved.
    Check,
    /// Dismiss.
    Cross,
    /// A check that passed.
    Passed,
    /// A check that failed.
    Failed,
    /// A check that cannot be told.
    Unsure,
    /// A check that was not tried.
    Skipped,
    /// A suggestion.
    Tip,
    /// A remark.
    Info,
    /// Who asks for a connection.
    Key,
    /// What a page cannot do.
    Puzzle,
    /// Opens another page.
    External,
    /// Settings.
    Settings,
    /// Opens the sidebar on a small screen.
    Menu,
    /// Save.
    Save,
    /// A file.
    File,
    /// A folder that may not be read.
    Lock,
    /// Share.
    Share,
    /// Show what is masked.
    Eye,
    /// State: connected.
    StateOpen,
    /// State: disconnected.
    StateIdle,
    /// State: connecting.
    StateWait,
    /// State: closing.
    StateClosing,
    /// State: failed.
    StateFailed,
    /// The app's mark.
    Mark,
}

impl IconName {
    /// The address of its symbol in `sprite.svg`, for `<use>`.
    pub const fn href(self) -> &'static str {
        match self {
            Self::ChevronRight => "#chev-r",
            Self::ChevronDown => "#chev-d",
            Self::Search => "#search",
            Self::Plus => "#plus",
            Self::Import => "#import",
            Self::Export => "#export",
            Self::Sidebar => "#side",
            Self::Collection => "#box",
            Self::Folder => "#folder",
            Self::FolderOpen => "#folder-o",
            Self::WebSocket => "#ws",
            Self::Braces => "#braces",
            Self::Layers => "#layers",
            Self::List => "#list",
            Self::Message => "#msg",
            Self::Binary => "#bin",
            Self::Close => "#bye",
            Self::Pencil => "#pencil",
            Self::More => "#more",
            Self::Globe => "#globe",
            Self::Sun => "#sun",
            Self::Moon => "#moon",
            Self::Screen => "#screen",
            Self::Trash => "#trash",
            Self::Copy => "#copy",
            Self::Duplicate => "#dup",
            Self::Cut => "#cut",
            Self::Paste => "#paste",
            Self::ExpandAll => "#expand",
            Self::CollapseAll => "#collapse",
            Self::Up => "#up",
            Self::Down => "#down",
            Self::Follow => "#follow",
            Self::Clear => "#clear",
            Self::Sort => "#sort",
            Self::SortUp => "#sort-up",
            Self::Filter => "#filter",
            Self::Pin => "#pin",
            Self::Delta => "#delta",
            Self::MatchCase => "#case",
            Self::Pattern => "#pattern",
            Self::Send => "#send",
            Self::Check => "#check",
            Self::Cross => "#x",
            Self::Passed => "#ok",
            Self::Failed => "#bad",
            Self::Unsure => "#unsure",
            Self::Skipped => "#skipped",
            Self::Tip => "#tip",
            Self::Info => "#info",
            Self::Key => "#key",
            Self::Puzzle => "#puzzle",
            Self::External => "#out",
            Self::Settings => "#settings",
            Self::Menu => "#menu",
            Self::Save => "#save",
            Self::File => "#file",
            Self::Lock => "#lock",
            Self::Share => "#share",
            Self::Eye => "#eye",
            Self::StateOpen => "#st-open",
            Self::StateIdle => "#st-idle",
            Self::StateWait => "#st-wait",
            Self::StateClosing => "#st-closing",
            Self::StateFailed => "#st-fail",
            Self::Mark => "#mark",
        }
    }
}
