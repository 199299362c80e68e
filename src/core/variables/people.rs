//! Names of people who do not exist, as they are common in Brazil.

use super::{predefined::below, source::Source};

/// Whose first names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    /// Men's.
    Man,
    /// Women's.
    Woman,
}

const MEN: &[&str] = &[
    "Antônio",
    "Bruno",
    "Caio",
    "Davi",
    "Eduardo",
    "Felipe",
    "Gabriel",
    "Heitor",
    "Igor",
    "João",
    "Kauã",
    "Lucas",
    "Matheus",
    "Nelson",
    "Otávio",
    "Paulo",
    "Rafael",
    "Sérgio",
    "Thiago",
    "Vinícius",
];

const WOMEN: &[&str] = &[
    "Ana",
    "Beatriz",
    "Camila",
    "Débora",
    "Eliane",
    "Fernanda",
    "Gabriela",
    "Helena",
    "Isabela",
    "Juliana",
    "Larissa",
    "Mariana",
    "Natália",
    "Olívia",
    "Patrícia",
    "Renata",
    "Sônia",
    "Tainá",
    "Valéria",
    "Yasmin",
];

const LAST: &[&str] = &[
    "Almeida",
    "Araújo",
    "Barbosa",
    "Cardoso",
    "Carvalho",
    "Costa",
    "Dias",
    "Fernandes",
    "Ferreira",
    "Gomes",
    "Lima",
    "Martins",
    "Melo",
    "Nascimento",
    "Oliveira",
    "Pereira",
    "Ribeiro",
    "Rocha",
    "Santos",
    "Silva",
    "Souza",
    "Teixeira",
];

/// A first name and two last names.
pub(super) fn full_name(source: &mut dyn Source, gender: Option<Gender>) -> String {
    let first = first_name(source, gender);
    let (mother, father) = (last_name(source), last_name(source));
    if mother == father {
        format!("{first} {father}")
    } else {
        format!("{first} {mother} {father}")
    }
}

/// A first name; of either gender when none is asked for.
pub(super) fn first_name(source: &mut dyn Source, gender: Option<Gender>) -> &'static str {
    let is_man = match gender {
        Some(gender) => gender == Gender::Man,
        None => below(source, 2) == 0,
    };
    one_of(source, if is_man { MEN } else { WOMEN })
}

/// A last name.
pub(super) fn last_name(source: &mut dyn Source) -> &'static str {
    one_of(source, LAST)
}

fn one_of(source: &mut dyn Source, names: &'static [&'static str]) -> &'static str {
    let at = below(source, u64::try_from(names.len()).unwrap_or(u64::MAX));
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
}
