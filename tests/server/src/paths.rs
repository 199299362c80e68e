//! The documented paths: the one table behind `--help`, `GET /` and the README.
//!
//! Owns the words; what the paths do is in `behaviour` and `session`.

/// A query parameter of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the query.
    pub name: &'static str,
    /// What holds when it is missing, in words or as a value.
    pub default: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// A path of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    /// The path without its query.
    pub path: &'static str,
    /// What it does.
    pub does: &'static str,
    /// The query parameters that it alone knows.
    pub parameters: &'static [Parameter],
}

const fn parameter(name: &'static str, default: &'static str, meaning: &'static str) -> Parameter {
    Parameter { name, default, meaning }
}

const fn path(path: &'static str, does: &'static str, parameters: &'static [Parameter]) -> Path {
    Path { path, does, parameters }
}

const START: Parameter =
    parameter("start", "now", "`message` begins at the client's first message instead");

const COMMON: &[Parameter] = &[
    parameter(
        "subprotocol",
        "first offered",
        "answers with this subprotocol, even one not offered; `none` answers with none",
    ),
    parameter("compression", "off", "`on` agrees to permessage-deflate when the client offers it"),
    parameter("delay_ms", "0", "waits so many milliseconds before answering"),
];

const PATHS: &[Path] = &[
    path("/echo", "sends every message back as it came; so does `/`", &[]),
    path(
        "/headers",
        "first sends the request's method, target and headers as JSON, then echoes",
        &[],
    ),
    path(
        "/subprotocol",
        "first sends the subprotocols offered and chosen as JSON, then echoes",
        &[],
    ),
    path(
        "/refuse/401",
        "refuses with a Basic challenge; echoes when the credentials are right",
        &[
            parameter("user", "ana", "the right user"),
            parameter("password", "segredo", "the right password"),
        ],
    ),
    path(
        "/refuse/403",
        "refuses with 403; `/refuse/` takes any status from 200 to 599, redirects lead to `/echo`",
        &[],
    ),
    path("/refuse/404", "refuses with 404, as does a path that is not in this table", &[]),
    path("/refuse/200", "answers 200 without becoming a WebSocket", &[]),
    path("/refuse/drop", "drops the connection instead of answering", &[]),
    path(
        "/delay",
        "echoes, after a delayed handshake",
        &[parameter("delay_ms", "1000", "the delay in milliseconds")],
    ),
    path(
        "/push",
        "pushes messages, each with its number, then echoes",
        &[
            parameter("count", "100", "how many"),
            parameter("size", "100", "bytes of each, at most 67108864"),
            parameter("kind", "text", "`text`, `json` (at least 26 bytes) or `binary`"),
            parameter("rate", "0", "messages a second; 0 is as fast as the client takes them"),
            START,
            parameter("then", "open", "`close` closes with 1000 after the last"),
        ],
    ),
    path(
        "/close",
        "closes",
        &[
            parameter(
                "code",
                "1000",
                "the close code, any from 0 to 65535; `none` sends an empty close",
            ),
            parameter("reason", "empty", "the reason, at most 123 bytes"),
            START,
        ],
    ),
    path("/never-close", "echoes, and never answers a close", &[]),
    path(
        "/drop",
        "pushes messages, then drops the TCP connection in the middle of one",
        &[
            parameter("count", "1", "whole messages before it"),
            parameter("half_frame", "yes", "`no` drops between two messages"),
            parameter("how", "reset", "`end` ends the TCP stream without a reset"),
            START,
        ],
    ),
    path(
        "/fault",
        "breaks the protocol, in the answer to the handshake or right after it",
        &[parameter(
            "what",
            "accept",
            "`accept` (another key), `header` (2 MB of it), `half` (of the answer); frames: `utf8`, `reserved`, `opcode`, `masked`, `control`, `continuation`, `close`, `length`; `garbage`",
        )],
    ),
    path(
        "/count",
        "counts what arrives; answers the text `report` with `{\"messages\":n,\"bytes\":b}`",
        &[],
    ),
    path("/report", "`POST` (plain HTTP) stores the body, `GET` gives back the last one", &[]),
];

/// Every documented path.
pub fn paths() -> &'static [Path] {
    PATHS
}

/// The query parameters that every path knows.
pub fn common_parameters() -> &'static [Parameter] {
    COMMON
}

/// The paths and parameters as plain text.
pub fn help() -> String {
    let mut lines = vec!["Paths, the same on both ports, for any Origin:".to_owned()];
    for path in PATHS {
        lines.push(format!("  {:<14}{}", path.path, path.does.replace('`', "")));
        lines.extend(path.parameters.iter().map(help_of));
    }
    lines.push("On every path:".to_owned());
    lines.extend(COMMON.iter().map(help_of));
    lines.push(
        "A plain HTTP GET is answered too, with Access-Control-Allow-Origin: *.\n".to_owned(),
    );
    lines.join("\n")
}

/// The paths and parameters as a Markdown table.
pub fn markdown() -> String {
    let mut lines = vec![
        "| Path | What it does | Query parameters (default) |".to_owned(),
        "| --- | --- | --- |".to_owned(),
    ];
    for path in PATHS {
        lines.push(format!(
            "| `{}` | {} | {} |",
            path.path,
            path.does,
            markdown_of(path.parameters)
        ));
    }
    lines.push(format!("| every path | | {} |\n", markdown_of(COMMON)));
    lines.join("\n")
}

fn help_of(parameter: &Parameter) -> String {
    let meaning = parameter.meaning.replace('`', "");
    format!("                ?{}=  {meaning} (default: {})", parameter.name, parameter.default)
}

fn markdown_of(parameters: &[Parameter]) -> String {
    let each: Vec<String> = parameters
        .iter()
        .map(|parameter| {
            format!("`{}` ({}): {}", parameter.name, parameter.default, parameter.meaning)
        })
        .collect();
    each.join("<br>")
}
