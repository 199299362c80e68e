//! Numbers of the Brazilian registers of people (CPF) and companies (CNPJ) with right check digits.

use super::{predefined::below, source::Source};

const CPF_WEIGHTS: [u32; 10] = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const CNPJ_WEIGHTS: [u32; 13] = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

/// A CPF: nine digits and two check digits, `123.456.789-09` with separators.
pub(super) fn cpf(source: &mut dyn Source, separators: bool) -> String {
    let mut digits = random_digits(source, 9);
    // A CPF of one digit repeated has right check digits and is refused all the same.
    if digits.iter().all(|it| Some(it) == digits.first())
        && let Some(last) = digits.last_mut()
    {
        *last = (*last + 1) % 10;
    }
    add_check_digits(&mut digits, &CPF_WEIGHTS);
    written(&digits, if separators { "###.###.###-##" } else { "###########" })
}

/// A CNPJ of a head office (`0001`), `12.345.678/0001-95` with separators.
pub(super) fn cnpj(source: &mut dyn Source, separators: bool) -> String {
    let mut digits = random_digits(source, 8);
    digits.extend([0, 0, 0, 1]);
    add_check_digits(&mut digits, &CNPJ_WEIGHTS);
    written(&digits, if separators { "##.###.###/####-##" } else { "##############" })
}

fn random_digits(source: &mut dyn Source, count: usize) -> Vec<u32> {
    (0..count).map(|_| u32::try_from(below(source, 10)).unwrap_or_default()).collect()
}

/// The first check digit uses all weights but the first, the second all of them.
fn add_check_digits(digits: &mut Vec<u32>, weights: &[u32]) {
    for skipped in [1, 0] {
        let sum: u32 = digits.iter().zip(weights.iter().skip(skipped)).map(|(a, b)| a * b).sum();
        let rest = sum % 11;
        digits.push(if rest < 2 { 0 } else { 11 - rest });
    }
}

/// Puts digits in the places of `#`.
fn written(digits: &[u32], pattern: &str) -> String {
    let mut digits = digits.iter().filter_map(|it| char::from_digit(*it, 10));
    pattern.chars().filter_map(|c| if c == '#' { digits.next() } else { Some(c) }).collect()
}
