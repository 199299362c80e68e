//! How a connection is made, in words: who asks, what goes out instead, what was agreed on.

use crate::core::{
    connection::extensions::{self, Deflate, Extension},
    model::AuthMode,
    substitute::{PlanProblem, SubstituteProblem},
};

use super::{
    Texts, fill,
    problem::{quote, variable},
};

/// A mode of auth.
pub fn auth_mode(t: &Texts, mode: AuthMode) -> &'static str {
    match mode {
        AuthMode::None => t.auth_none,
        AuthMode::Inherit => t.auth_inherit,
        AuthMode::Basic => t.auth_basic,
        AuthMode::Bearer => t.auth_bearer,
        AuthMode::Windows => t.auth_windows,
        AuthMode::ClientCertificate => t.auth_certificate,
    }
}

fn substitute(t: &Texts, problem: SubstituteProblem) -> String {
    match problem {
        SubstituteProblem::NoSubprotocol(bad) => {
            fill(t.token_no_subprotocol, &[("text", &quote(&bad.to_string()))])
        }
        SubstituteProblem::NoParameterName => t.parameter_nameless.to_owned(),
        SubstituteProblem::NoToken => t.token_missing.to_owned(),
    }
}

/// Why auth or a header keeps a WebSocket from being connected; the address and the subprotocols
/// are spoken of beside them.
pub fn plan_problem(t: &Texts, problem: &PlanProblem) -> Option<String> {
    match problem {
        PlanProblem::Auth(it) => Some(substitute(t, *it)),
        PlanProblem::AuthVariable(it) | PlanProblem::HeaderVariable(it) => Some(variable(t, it)),
        PlanProblem::Address | PlanProblem::Subprotocols => None,
    }
}

/// What the extensions agreed on mean, a sentence each; none for those the app does not know.
pub fn extensions(t: &Texts, value: &str) -> Vec<String> {
    let known = extensions::parse(value).into_iter().filter_map(|it| match it {
        Extension::Deflate(it) => Some(it),
        Extension::Other(_) => None,
    });
    known.flat_map(|it| deflate(t, &it)).collect()
}

fn deflate(t: &Texts, it: &Deflate) -> Vec<String> {
    let window = |template: &str, bits: &Option<String>| {
        bits.as_ref().map(|bits| fill(template, &[("bits", bits)]))
    };
    [
        Some(t.deflate.to_owned()),
        it.client_no_context_takeover.then(|| t.deflate_client_forgets.to_owned()),
        it.server_no_context_takeover.then(|| t.deflate_server_forgets.to_owned()),
        window(t.deflate_client_window, &it.client_max_window_bits),
        window(t.deflate_server_window, &it.server_max_window_bits),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::text::EN;

    #[test]
    fn extensions_in_words() {
        let check = |value: &str, expected: &[&str]| assert_eq!(extensions(&EN, value), expected);
        check("", &[]);
        check("x-own", &[]);
        check("permessage-deflate", &["Messages are compressed"]);
        check(
            "permessage-deflate; client_no_context_takeover; server_max_window_bits=10",
            &[
                "Messages are compressed",
                "This side compresses each message on its own",
                "Window of the server: 10 bits",
            ],
        );
    }

    #[test]
    fn a_token_that_is_no_subprotocol_is_said() {
        let said = substitute(&EN, SubstituteProblem::NoSubprotocol('/'));
        assert!(said.starts_with("“/” cannot stand in a subprotocol."), "{said}");
    }
}
