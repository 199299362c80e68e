//! The page. Mounts the app; everything else is in the library.

fn main() {
    macareu::ui::mount();
}
