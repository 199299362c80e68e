//! Widgets: the parts views are made of. They take all texts and values as props, tell what a
//! person did through callbacks, and know nothing of the app.

pub mod check_line;
pub mod code_view;
pub mod dialog;
pub mod icon;
pub mod icon_button;
pub mod kbd;
pub mod key_press;
pub mod kv_table;
pub mod line;
pub mod menu;
pub mod name_edit;
mod roving;
pub mod segmented;
pub mod splitter;
pub mod tabs;
pub mod toast;
pub mod typed;
pub mod variable_field;
pub mod virtual_lines;

pub use check_line::CheckLine;
pub use code_view::{CodeSpan, CodeView, span};
pub use dialog::Dialog;
pub use icon::{BrandMark, Icon, IconName, IconSize};
pub use icon_button::{IconButton, IconButtonOptions};
pub use kbd::Kbd;
pub use key_press::{on_row_key, with_press};
pub use kv_table::{KvClip, KvColumns, KvTable, KvWords};
pub use line::{ErrorLine, ErrorPlace, NoticeLine};
pub use menu::{Menu, MenuButton, MenuEntry, MenuItem, MenuPlace};
pub use name_edit::NameEdit;
pub use segmented::{Segment, Segmented, SegmentedItems};
pub use splitter::Splitter;
pub use tabs::{TabItem, Tabs};
pub use toast::{ToastContent, ToastHost};
pub use typed::Typed;
pub use variable_field::{
    AreaOptions, FieldOptions, Marked, VariableArea, VariableField, VariableWords, Variables,
    class_of,
};
pub use virtual_lines::VirtualLines;
