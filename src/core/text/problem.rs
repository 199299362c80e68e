//! What is wrong with something typed, in words: what, where, and what to do about it. The checks
//! themselves are `core::web_address`'s and `core::payload`'s.

use crate::core::{
    demo::{DemoProblem, Misfit},
    limit::NotALimit,
    message_file::FileProblem,
    model::{Language, Subprotocol},
    payload::{
        binary::{BinaryProblem, BinaryProblemKind},
        close::{CloseCodeProblem, ReasonTooLong},
        json::JsonProblem,
        outgoing::OutgoingProblem,
        position::Position,
        preview, size,
    },
    substitute::UrlProblem,
    variables::{NameProblem, VariableProblem, VariableProblemKind},
    web_address::{AddressProblem, AddressProblemKind, SubprotocolProblem},
};

use super::{Texts, fill};

/// Most characters quoted of what was typed.
const QUOTED_CHARS: usize = 40;

/// Why a limit is not one; `default` is what holds without one.
pub fn limit(t: &Texts, problem: NotALimit, default: &str, language: Language) -> String {
    let NotALimit { least, most } = problem;
    let (least, most) = (size::count(least, language), size::count(most, language));
    fill(t.limit_bad, &[("least", &least), ("most", &most), ("default", default)])
}

/// What is wrong with a URL.
pub fn url(t: &Texts, problem: &UrlProblem) -> String {
    match problem {
        UrlProblem::Variable(it) => variable(t, it),
        UrlProblem::Address { text, problem } => address(t, text, problem),
    }
}

/// Why an address is not one; `typed` is what was checked.
pub fn address(t: &Texts, typed: &str, problem: &AddressProblem) -> String {
    use AddressProblemKind as Kind;
    let part = quote(typed.get(problem.span.clone()).unwrap_or_default());
    let quoting = |template: &str| fill(template, &[("text", &part)]);
    match &problem.kind {
        Kind::Empty => t.url_empty.to_owned(),
        Kind::NoScheme => t.url_no_scheme.to_owned(),
        Kind::HttpScheme { secure } => {
            let (scheme, suggestion) =
                if *secure { ("https", "wss://") } else { ("http", "ws://") };
            fill(t.url_http_scheme, &[("scheme", scheme), ("suggestion", suggestion)])
        }
        Kind::UnknownScheme => {
            fill(t.url_wrong_scheme, &[("scheme", part.trim_end_matches([':', '/']))])
        }
        Kind::MissingSlashes => t.url_no_slashes.to_owned(),
        Kind::WhiteSpace => t.url_space.to_owned(),
        Kind::Invisible(character) => {
            fill(t.url_invisible, &[("code", &format!("U+{:04X}", u32::from(*character)))])
        }
        Kind::Fragment => quoting(t.url_fragment),
        Kind::MissingHost => t.url_no_host.to_owned(),
        Kind::BadHostCharacter(character) => {
            fill(t.url_bad_host, &[("text", &quote(&character.to_string()))])
        }
        Kind::UnbalancedBracket => t.url_bracket.to_owned(),
        Kind::BadIpv6 => quoting(t.url_bad_ipv6),
        Kind::Ipv6WithoutBrackets => t.url_ipv6_brackets.to_owned(),
        Kind::BadIpv4 => quoting(t.url_bad_ipv4),
        Kind::BadPort | Kind::PortOutOfRange => quoting(t.url_bad_port),
        // As it was checked, not the number: it may be a secret, which is masked there.
        Kind::BlockedPort(_) => quoting(t.url_blocked_port),
        Kind::Demo(problem) => demo(t, &part, problem),
    }
}

/// Why an address is of no server in the page; `part` is what is wrong of it.
fn demo(t: &Texts, part: &str, problem: &DemoProblem) -> String {
    match problem {
        DemoProblem::UnknownServer => fill(t.demo_unknown, &[("text", part)]),
        DemoProblem::UnknownParameter { server, takes } => {
            fill(t.demo_parameter, &[("text", part), ("server", server), ("names", takes)])
        }
        DemoProblem::BadValue { parameter, misfit } => {
            let template = match misfit {
                Misfit::Number(_) => t.demo_number,
                Misfit::Kind => t.demo_kind,
                Misfit::CloseCode => t.demo_code,
                Misfit::Reason => return t.demo_reason.to_owned(),
            };
            let (least, most) = match misfit {
                Misfit::Number(range) => (range.start().to_string(), range.end().to_string()),
                _ => Default::default(),
            };
            let values = [("name", *parameter), ("text", part), ("least", &least), ("most", &most)];
            fill(template, &values)
        }
        DemoProblem::TooMuch => t.demo_too_much.to_owned(),
    }
}

/// Why the subprotocol of a row, counted from 0, cannot be offered.
pub fn subprotocol(
    t: &Texts,
    row: usize,
    subprotocol: &Subprotocol,
    problem: &SubprotocolProblem,
) -> String {
    match problem {
        SubprotocolProblem::Empty => fill(t.subprotocol_empty, &[("row", &(row + 1).to_string())]),
        SubprotocolProblem::BadCharacter { character, .. } if character.is_whitespace() => {
            fill(t.subprotocol_space, &[("text", &quote(subprotocol.key.trim()))])
        }
        SubprotocolProblem::BadCharacter { character, .. } => {
            fill(t.subprotocol_bad_character, &[("text", &quote(&character.to_string()))])
        }
        SubprotocolProblem::Duplicate { .. } => {
            fill(t.subprotocol_twice, &[("text", &quote(subprotocol.key.trim()))])
        }
    }
}

/// Why variables cannot be worked out.
pub fn variable(t: &Texts, problem: &VariableProblem) -> String {
    let template = match problem.kind {
        VariableProblemKind::Cycle => t.variable_cycle,
        VariableProblemKind::TooDeep => t.variable_deep,
        VariableProblemKind::TooLong => t.variable_long,
    };
    fill(template, &[("names", &problem.chain.join(" › "))])
}

/// Why the value of a variable stands nowhere.
pub fn variable_name(t: &Texts, name: &str, problem: NameProblem) -> String {
    let template = match problem {
        NameProblem::NotAName => t.variable_name_bad,
        NameProblem::Predefined => t.variable_name_predefined,
        NameProblem::Twice => t.variable_name_twice,
    };
    fill(template, &[("text", &quote(name))])
}

/// Which names have no value; `None` when all have one.
pub fn unknown_variables<'a>(
    t: &Texts,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let mut once: Vec<String> = Vec::new();
    for name in names {
        let name = quote(name);
        if !once.contains(&name) {
            once.push(name);
        }
    }
    (!once.is_empty()).then(|| fill(t.variables_as_written, &[("names", &once.join(", "))]))
}

/// Why a client message cannot be sent as it is.
pub fn outgoing(t: &Texts, problem: &OutgoingProblem) -> String {
    match problem {
        OutgoingProblem::FromFile => t.file_content.to_owned(),
        OutgoingProblem::Variable(problem) => variable(t, problem),
        OutgoingProblem::Binary(problem) => binary(t, problem),
        OutgoingProblem::CloseCode(problem) => close_code(t, *problem).to_owned(),
        OutgoingProblem::Reason(problem) => close_reason(t, *problem),
    }
}

/// Why a client message whose content is in a file was not sent.
pub fn file(t: &Texts, problem: &FileProblem) -> String {
    use FileProblem as Problem;
    let of_file = |template: &str, name: &str| fill(template, &[("file", &quote(name))]);
    match problem {
        Problem::NoPath => t.file_no_path.to_owned(),
        Problem::NotGiven { name } => of_file(t.file_not_given, name),
        Problem::NotInFolder { path, folder } => {
            fill(t.file_not_found, &[("path", &quote(path)), ("folder", &quote(folder))])
        }
        Problem::LeavesFolder { path } => fill(t.file_leaves_folder, &[("path", &quote(path))]),
        Problem::Gone { name } => of_file(t.file_gone, name),
        Problem::NotAllowed { name } => of_file(t.file_not_allowed, name),
        Problem::Unreadable { name } => of_file(t.file_unreadable, name),
        Problem::NotUtf8 { name, at } => {
            fill(t.file_not_utf8, &[("file", &quote(name)), ("at", &(at + 1).to_string())])
        }
        Problem::TooLargeForText { name } => of_file(t.file_too_large_text, name),
        Problem::ReasonTooLong { name, bytes } => {
            fill(t.file_reason_long, &[("file", &quote(name)), ("bytes", &bytes.to_string())])
        }
        Problem::CloseCode(problem) => close_code(t, *problem).to_owned(),
        Problem::Variable(problem) => variable(t, problem),
    }
}

/// Why typed hexadecimal or base64 stands for no bytes.
pub fn binary(t: &Texts, problem: &BinaryProblem) -> String {
    match problem.kind {
        BinaryProblemKind::NotHex(character) => at(t.hex_bad, Some(character), &problem.at),
        BinaryProblemKind::OddDigits => at(t.hex_odd, None, &problem.at),
        BinaryProblemKind::NotBase64(character) => at(t.base64_bad, Some(character), &problem.at),
        BinaryProblemKind::BadPadding => at(t.base64_padding, None, &problem.at),
        BinaryProblemKind::BadLength => at(t.base64_length, None, &problem.at),
    }
}

/// Why a close code cannot be sent.
pub fn close_code(t: &Texts, problem: CloseCodeProblem) -> &'static str {
    match problem {
        CloseCodeProblem::Empty | CloseCodeProblem::NotANumber | CloseCodeProblem::NotAllowed => {
            t.close_code_bad
        }
    }
}

/// Why a close reason cannot be sent.
pub fn close_reason(t: &Texts, problem: ReasonTooLong) -> String {
    fill(t.close_reason_long, &[("bytes", &problem.bytes.to_string())])
}

/// Where a text is not JSON; it can be sent all the same.
pub fn json(t: &Texts, problem: &JsonProblem) -> String {
    at(t.json_bad, None, &problem.at)
}

/// The same of a text whose variables have their values.
pub fn json_as_sent(t: &Texts, problem: &JsonProblem) -> String {
    at(t.json_bad_resolved, None, &problem.at)
}

fn at(template: &str, character: Option<char>, position: &Position) -> String {
    fill(
        template,
        &[
            ("text", &character.map(|it| quote(&it.to_string())).unwrap_or_default()),
            ("line", &position.line.to_string()),
            ("column", &position.column.to_string()),
        ],
    )
}

/// A part of what was typed, short, and with signs for what cannot be seen.
pub(super) fn quote(text: &str) -> String {
    preview::text(text, QUOTED_CHARS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::Kept;
    use crate::core::{
        model::BinaryEncoding,
        payload::{binary::decode, json::check as check_json},
        text::{EN, PT_BR},
        web_address,
    };

    #[test]
    fn says_how_far_a_limit_may_go() {
        let problem = NotALimit { least: 1, most: 100_000 };
        assert_eq!(
            limit(&EN, problem, "1,000", Language::En),
            "Type a whole number from 1 to 100,000, or leave it empty (1,000)."
        );
        assert_eq!(
            limit(&PT_BR, problem, "sem limite", Language::PtBr),
            "Digite um número inteiro de 1 a 100.000 ou deixe vazio (sem limite)."
        );
    }

    #[test]
    fn says_what_is_wrong_with_an_address_and_quotes_it() {
        let check = |typed: &str, expected: &str| {
            let problem = web_address::check(typed).expect_err(typed);
            assert_eq!(address(&EN, typed, &problem), expected, "{typed:?}");
            let portuguese = address(&PT_BR, typed, &problem);
            assert!(!portuguese.contains('{'), "{portuguese}");
        };
        check("", "Type an address that starts with ws:// or wss://.");
        check("localhost:1", "The address needs a scheme: start it with ws:// or wss://.");
        check("https://a", "This is an https address. For a WebSocket write wss:// instead.");
        check("http://a", "This is an http address. For a WebSocket write ws:// instead.");
        check("ftp://a", "A WebSocket address starts with ws:// or wss://, not ftp.");
        check("ws://a:99999", "The port “99999” is not a number from 1 to 65535.");
        check("ws://a:x", "The port “x” is not a number from 1 to 65535.");
        check(
            "demo:x",
            "There is no demo server “x”. There are demo:echo, demo:clock, demo:flood and demo:close.",
        );
        check(
            "demo:clock?size=1",
            "demo:clock has no parameter “size”. It takes every_ms, delay_ms.",
        );
        check("demo:clock?every_ms=1", "every_ms is a whole number from 10 to 3600000, not “1”.");
        check("ws://a:6000", "Browsers block port 6000. Let the server listen on another one.");
        let secret = web_address::check("ws://a:6000").expect_err("blocked");
        let secret = AddressProblem { span: 0..9, ..secret };
        let said = address(&EN, "•••", &secret);
        assert_eq!(said, "Browsers block port •••. Let the server listen on another one.");
        check("ws://a/#b", "A WebSocket address has no fragment: remove “#b”.");
        check("ws://", "The address has no host: write one after ws:// or wss://.");
        check("ws://a<b", "“<” cannot stand in a host name.");
        check("ws://a/\u{200b}", "The address has an invisible character (U+200B). Remove it.");
        for typed in [
            "demo:flood?kind=x",
            "demo:flood?count=1000000&size=1000",
            "demo:close?code=1",
            "ws:a",
            "ws://a b",
            "ws://[::1",
            "ws://[::g]",
            "ws://::1",
            "ws://1.2.3.256",
        ] {
            let problem = web_address::check(typed).expect_err(typed);
            let said = address(&EN, typed, &problem);
            assert!(said.len() > 20 && !said.contains('{'), "{typed}: {said}");
        }
    }

    #[test]
    fn says_which_character_of_typed_bytes_is_bad_and_where() {
        let problem = decode("ca\nfx", BinaryEncoding::Hex).expect_err("x is no digit");
        assert_eq!(binary(&EN, &problem), "“x” is not a hexadecimal digit (line 2, column 2).");
        let problem = decode("ab*d", BinaryEncoding::Base64).expect_err("* is not base64");
        assert_eq!(binary(&PT_BR, &problem), "“*” não é um caractere base64 (linha 1, coluna 3).");
        for (typed, encoding) in [
            ("abc", BinaryEncoding::Hex),
            ("a", BinaryEncoding::Base64),
            ("a===", BinaryEncoding::Base64),
        ] {
            let problem = decode(typed, encoding).expect_err(typed);
            let said = binary(&EN, &problem);
            assert!(said.contains("line 1") && !said.contains('{'), "{said}");
        }
    }

    #[test]
    fn says_where_json_breaks() {
        let problem = check_json("{\"a\":\n 1,}").expect_err("a comma too many");
        assert_eq!(
            json(&EN, &problem),
            "Not valid JSON: line 2, column 4. It can be sent all the same."
        );
    }

    #[test]
    fn says_why_a_file_was_not_sent() {
        let name = || "login.bin".to_owned();
        assert_eq!(
            file(&EN, &FileProblem::NotUtf8 { name: name(), at: 0 }),
            "login.bin is not UTF-8 text (byte 1). Send it as a binary message, or save it as UTF-8."
        );
        assert_eq!(
            file(&PT_BR, &FileProblem::ReasonTooLong { name: name(), bytes: 124 }),
            "login.bin tem 124 bytes; um motivo de encerramento tem no máximo 123. Encurte-o."
        );
        for problem in [
            FileProblem::NoPath,
            FileProblem::NotGiven { name: name() },
            FileProblem::NotInFolder { path: name(), folder: "fixtures".to_owned() },
            FileProblem::LeavesFolder { path: name() },
            FileProblem::Gone { name: name() },
            FileProblem::NotAllowed { name: name() },
            FileProblem::Unreadable { name: name() },
            FileProblem::TooLargeForText { name: name() },
            FileProblem::CloseCode(CloseCodeProblem::Empty),
        ] {
            let said = file(&EN, &problem);
            assert!(said.len() > 20 && !said.contains('{'), "{problem:?}: {said}");
        }
    }

    #[test]
    fn names_the_variables_that_lead_nowhere() {
        use crate::core::variables::{Definition, Origin, Sample, Scopes, resolve};
        let mut scopes = Scopes::default();
        for (name, value) in [("a", "{{b}}"), ("b", "{{a}}")] {
            let value = value.to_owned();
            scopes.define(name, Definition { value, secret: false, origin: Origin::Collection });
        }
        let mut source = Sample::default();
        let problem = resolve("{{a}}", &scopes, &mut source).expect_err("a circle");
        assert_eq!(
            variable(&EN, &problem),
            "Variables lead in a circle: a › b › a. Change the value of one."
        );
        let said = unknown_variables(&PT_BR, ["x", "y", "x"]);
        assert_eq!(said.as_deref(), Some("Variável não encontrada, enviada como está: x, y"));
        assert_eq!(unknown_variables(&EN, []), None);
    }

    #[test]
    fn counts_the_bytes_of_a_reason() {
        assert_eq!(
            close_reason(&EN, ReasonTooLong { bytes: 130 }),
            "The reason has 130 bytes; 123 is the most. Shorten it."
        );
    }

    #[test]
    fn subprotocols() {
        let rows: Vec<_> = ["a b", "", "x", "x", "é"]
            .map(|key| Subprotocol { enabled: true, key: key.to_owned(), kept: Kept::default() })
            .into();
        let said: Vec<_> = web_address::check_subprotocols(&rows)
            .iter()
            .filter_map(|(index, problem)| {
                rows.get(*index).map(|row| subprotocol(&EN, *index, row, problem))
            })
            .collect();
        assert_eq!(
            said,
            [
                "“a b” has a space, which a subprotocol cannot have. Remove it.",
                "Row 2 has no name. Type one or delete the row.",
                "“x” is listed twice. A subprotocol is offered once.",
                "“é” cannot stand in a subprotocol.",
            ]
        );
    }
}
