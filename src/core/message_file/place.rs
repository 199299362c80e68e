//! Where a path leads below a chosen folder. Pororoca writes whole paths of the machine, which mean
//! nothing to a page: what of them may lie below the folder is tried.

/// A path leads out of the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the path leaves the folder")]
pub struct LeavesFolder;

/// The name at the end of a path.
pub fn file_name(path: &str) -> &str {
    path.trim().rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Where below a folder of this name a path may lead: names of folders, then the file's, the
/// likeliest first. A path that begins with the folder itself, or holds it, is also taken from
/// there on; of a whole path of the machine at last the file's name alone.
pub fn places_below(path: &str, folder: &str) -> Result<Vec<Vec<String>>, LeavesFolder> {
    let path = path.trim();
    let names: Vec<&str> =
        path.split(['/', '\\']).filter(|name| !matches!(*name, "" | ".")).collect();
    if names.contains(&"..") {
        return Err(LeavesFolder);
    }
    let is_absolute = path.starts_with(['/', '\\']) || has_drive(path);
    let after_folder = names
        .iter()
        .rposition(|name| *name == folder)
        .filter(|at| is_absolute || *at == 0)
        .map(|at| at + 1);
    let last = names.len().saturating_sub(1);
    let starts = [
        (!is_absolute).then_some(0),
        after_folder.filter(|at| *at <= last),
        is_absolute.then_some(last),
    ];
    let mut places: Vec<Vec<String>> = Vec::new();
    for start in starts.into_iter().flatten() {
        let place: Vec<String> =
            names.get(start..).unwrap_or_default().iter().map(|it| (*it).to_owned()).collect();
        if !place.is_empty() && !places.contains(&place) {
            places.push(place);
        }
    }
    Ok(places)
}

/// Whether a path begins as on Windows, such as `C:\`.
fn has_drive(path: &str) -> bool {
    let mut characters = path.chars();
    characters.next().is_some_and(|it| it.is_ascii_alphabetic()) && characters.next() == Some(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_looked_for_below_the_folder() {
        let check = |path: &str, expected: &[&str]| {
            let places = places_below(path, "fixtures").expect(path);
            let places: Vec<String> = places.into_iter().map(|place| place.join("/")).collect();
            assert_eq!(places, expected, "{path}");
        };
        check("login.bin", &["login.bin"]);
        check(" ./staging//login.bin ", &["staging/login.bin"]);
        check("staging\\login.bin", &["staging/login.bin"]);
        check("fixtures/login.bin", &["fixtures/login.bin", "login.bin"]);
        check("fixtures", &["fixtures"]);
        check("/home/ana/fixtures/a/login.bin", &["a/login.bin", "login.bin"]);
        check("C:\\data\\fixtures\\login.bin", &["login.bin"]);
        check("c:/data/login.bin", &["login.bin"]);
        check("", &[]);
    }

    #[test]
    fn nothing_leads_out_of_it() {
        for path in ["../secret", "a/../../secret", "a\\..\\b", "/fixtures/../x"] {
            assert_eq!(places_below(path, "fixtures"), Err(LeavesFolder), "{path}");
        }
        assert_eq!(
            places_below("..a/b..", "x"),
            Ok(vec![vec!["..a".to_owned(), "b..".to_owned()]])
        );
    }

    #[test]
    fn the_name_is_what_stands_last() {
        for (path, name) in [("a/b.bin ", "b.bin"), ("C:\\x\\b.bin", "b.bin"), ("b", "b"), ("", "")]
        {
            assert_eq!(file_name(path), name);
        }
    }
}
