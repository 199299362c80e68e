//! One program that is page or connection worker, depending on where it runs; everything else is in
//! the library.

fn main() {
    if macareu::browser::worker_scope::is_worker() {
        macareu::worker::start();
    } else {
        macareu::ui::mount();
    }
}
