//! What a page cannot send with a handshake, and what goes out instead. A page chooses the address
//! and the subprotocols and nothing else, so a login or token can travel in these, in the first
//! message, or in a cookie of the page's own host. Decides what; connecting is not its matter.

#[cfg(test)]
mod tests;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::core::{
    connection::{Credentials, DEFAULT_TIMEOUT_MS, Facts, Offered, Plan, TIMEOUTS_MS},
    demo,
    model::{
        Auth, AuthMode, BasicSubstitute, BearerSubstitute, Collection, Header, Substitutes,
        TOKEN_PLACE, WebSocket,
    },
    query_parameters::{encode, with_parameter},
    variables::{Resolved, VariableProblem, mask, references},
    web_address::{self, AddressProblem, AddressProblemKind},
};

/// What stands before the token in the subprotocol that Kubernetes takes.
const KUBERNETES_PREFIX: &str = "base64url.bearer.authorization.k8s.io.";

/// Puts values in the place of the variables of a text.
pub type PutIn<'a> = dyn FnMut(&str) -> Result<Resolved, VariableProblem> + 'a;

/// What goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handshake {
    /// The address, with the login or token if that is where it travels.
    pub url: String,
    /// In the order offered, with the token if that is where it travels.
    pub subprotocols: Vec<Offered>,
    /// Some of them are the token.
    pub token_is_a_subprotocol: bool,
    /// Sent as soon as the connection is open.
    pub first_message: Option<String>,
}

/// Why a substitute cannot be made. The person has to change it or turn it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubstituteProblem {
    /// A subprotocol is a token of RFC 7230 §3.2.6.
    #[error("a subprotocol has no {0:?}")]
    NoSubprotocol(char),
    /// The name of the parameter is empty.
    #[error("a query parameter has a name")]
    NoParameterName,
    /// The token is empty.
    #[error("there is no token")]
    NoToken,
}

/// Why a WebSocket cannot be connected as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanProblem {
    /// The address is none, or one of its variables cannot be worked out: [`web_address::check`]
    /// and `core::variables` say why.
    #[error("the address is not one")]
    Address,
    /// A subprotocol cannot be offered; [`web_address::check_subprotocols`] says which and why.
    #[error("a subprotocol cannot be offered")]
    Subprotocols,
    /// A variable of auth, or of what goes out instead, cannot be worked out.
    #[error("{0}")]
    AuthVariable(VariableProblem),
    /// A variable of a header cannot be worked out.
    #[error("{0}")]
    HeaderVariable(VariableProblem),
    /// What goes out instead of auth cannot be made.
    #[error("{0}")]
    Auth(SubstituteProblem),
}

/// What is wrong with a URL as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlProblem {
    /// A variable cannot be worked out.
    Variable(VariableProblem),
    /// With values in the place of variables it is no address.
    Address {
        /// What was checked; a secret that is a part of what is wrong is masked.
        text: String,
        /// What is wrong with it.
        problem: AddressProblem,
    },
}

impl UrlProblem {
    /// Whether browsers block its port, and nothing else is wrong.
    pub fn is_blocked_port(&self) -> bool {
        let Self::Address { problem, .. } = self else { return false };
        matches!(problem.kind, AddressProblemKind::BlockedPort(_))
    }
}

/// Checks a URL as it is typed.
pub fn check_url(url: &str, put_in: &mut PutIn<'_>) -> Result<(), UrlProblem> {
    let resolved = put_in(url).map_err(UrlProblem::Variable)?;
    let Err(problem) = web_address::check(&resolved.text) else { return Ok(()) };
    let wrong = &problem.span;
    if resolved.secrets.iter().any(|it| it.start < wrong.end && wrong.start < it.end) {
        let text = mask(&resolved.text).to_owned();
        let problem = AddressProblem { span: 0..text.len(), ..problem };
        return Err(UrlProblem::Address { text, problem });
    }
    Err(UrlProblem::Address { text: resolved.text, problem })
}

/// A WebSocket as it will be connected.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// How.
    pub plan: Plan,
    /// Cookies to be set for the page before, each `name=value`.
    pub cookies: Vec<String>,
}

/// How a WebSocket will be connected. `page_host` is the host the page itself came from.
pub fn plan(
    socket: &WebSocket,
    collection: Option<&Collection>,
    page_host: &str,
    put_in: &mut PutIn<'_>,
) -> Result<Planned, PlanProblem> {
    let url = put_in(&socket.url).map_err(|_| PlanProblem::Address)?;
    let address = web_address::check(&url.text).map_err(|_| PlanProblem::Address)?;
    let mut subprotocols = socket.subprotocols.clone();
    let mut offered = Vec::new();
    for it in subprotocols.iter_mut().filter(|it| it.enabled) {
        let resolved = put_in(&it.key).map_err(|_| PlanProblem::Subprotocols)?;
        it.key.clone_from(&resolved.text);
        offered.push(Offered { name: it.key.clone(), shown: resolved.masked().text });
    }
    if !web_address::check_subprotocols(&subprotocols).is_empty() {
        return Err(PlanProblem::Subprotocols);
    }
    let offers_some = !offered.is_empty();

    // A server in the page takes no auth: no token is put where one could see it.
    let auth = if address.is_demo() { None } else { auth_with_values(socket, collection, put_in)? };
    let settings = &socket.settings;
    let handshake = handshake(&address.url, auth.as_ref(), offered, &settings.substitutes, put_in)?;

    let mut cookies = Vec::new();
    let is_same_host = !address.is_demo() && address.server.host == page_host;
    if settings.substitutes.cookie && is_same_host {
        let inherited = collection.map(|it| it.headers.as_slice()).unwrap_or_default();
        for it in merged_headers(inherited, &socket.headers, auth.as_ref()) {
            if is_cookie(&it.header.key) {
                let value = put_in(&it.header.value).map_err(PlanProblem::HeaderVariable)?.text;
                cookies.extend(self::cookies(&value).into_iter().map(str::to_owned));
            }
        }
    }
    let timeout_ms = settings.handshake_timeout_ms.unwrap_or(DEFAULT_TIMEOUT_MS);
    let mut unknown_variables: Vec<String> = Vec::new();
    for it in &url.unknown {
        if !unknown_variables.contains(&it.name) {
            unknown_variables.push(it.name.clone());
        }
    }
    let mut shown_url = without_login(url.masked().text.trim());
    // That it is no network connection is seen even where a secret hides the address.
    if address.is_demo() && !demo::is_demo(&shown_url) {
        shown_url.insert_str(0, demo::SCHEME);
    }
    let plan = Plan {
        url: handshake.url,
        shown_url,
        subprotocols: handshake.subprotocols,
        facts: Facts {
            server: address.server,
            may_go_without_subprotocols: offers_some && !handshake.token_is_a_subprotocol,
            credentials: credentials(auth.as_ref(), &settings.substitutes),
            unknown_variables,
        },
        first_message: handshake.first_message,
        // A file may say anything.
        timeout_ms: timeout_ms.clamp(*TIMEOUTS_MS.start(), *TIMEOUTS_MS.end()),
        reconnect: settings.reconnect,
    };
    Ok(Planned { plan, cookies })
}

/// What is wrong with the auth that counts, whatever the address.
pub fn check_auth(
    socket: &WebSocket,
    collection: Option<&Collection>,
    put_in: &mut PutIn<'_>,
) -> Result<(), PlanProblem> {
    let auth = auth_with_values(socket, collection, put_in)?;
    let substitutes = &socket.settings.substitutes;
    handshake("ws://host", auth.as_ref(), Vec::new(), substitutes, put_in).map(drop)
}

/// The auth that counts; the fields that may go out have values in the place of variables.
fn auth_with_values(
    socket: &WebSocket,
    collection: Option<&Collection>,
    put_in: &mut PutIn<'_>,
) -> Result<Option<Auth>, PlanProblem> {
    let Some(auth) = effective_auth(&socket.auth, collection.map(|it| &it.auth)) else {
        return Ok(None);
    };
    let mut auth = auth.clone();
    let fields = match auth.mode {
        AuthMode::Basic => vec![&mut auth.basic_login, &mut auth.basic_password],
        AuthMode::Bearer => vec![&mut auth.bearer_token],
        _ => Vec::new(),
    };
    for field in fields {
        *field = auth_value(field, put_in)?;
    }
    Ok(Some(auth))
}

fn auth_value(text: &str, put_in: &mut PutIn<'_>) -> Result<String, PlanProblem> {
    put_in(text).map(|it| it.text).map_err(PlanProblem::AuthVariable)
}

/// How a login or token goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthOutcome {
    /// There is none.
    Nothing,
    /// It does not: a page cannot send it, or the person chose no substitute.
    NotSent(AuthMode),
    /// As `user:password@` in the address.
    UrlCredentials,
    /// In this way.
    Bearer(BearerSubstitute),
}

/// The auth that counts for a WebSocket: its own, or its collection's.
pub fn effective_auth<'a>(own: &'a Auth, collection: Option<&'a Auth>) -> Option<&'a Auth> {
    let auth = if own.mode == AuthMode::Inherit { collection? } else { own };
    (!matches!(auth.mode, AuthMode::None | AuthMode::Inherit)).then_some(auth)
}

/// How the auth that counts goes out.
pub fn auth_outcome(auth: Option<&Auth>, substitutes: &Substitutes) -> AuthOutcome {
    match auth.map(|it| it.mode) {
        None | Some(AuthMode::None | AuthMode::Inherit) => AuthOutcome::Nothing,
        Some(AuthMode::Basic) if substitutes.basic == BasicSubstitute::UrlCredentials => {
            AuthOutcome::UrlCredentials
        }
        Some(AuthMode::Bearer) if substitutes.bearer != BearerSubstitute::None => {
            AuthOutcome::Bearer(substitutes.bearer)
        }
        Some(mode) => AuthOutcome::NotSent(mode),
    }
}

/// What becomes of a login or token, which only these two modes have; variables have been put in.
fn credentials(auth: Option<&Auth>, substitutes: &Substitutes) -> Credentials {
    let is_empty = |it: &Auth| match it.mode {
        AuthMode::Basic => it.basic_login.is_empty() && it.basic_password.is_empty(),
        _ => it.bearer_token.is_empty(),
    };
    if auth.is_none_or(is_empty) {
        return Credentials::Nothing;
    }
    match auth_outcome(auth, substitutes) {
        AuthOutcome::NotSent(AuthMode::Basic | AuthMode::Bearer) => Credentials::NotSent,
        AuthOutcome::UrlCredentials | AuthOutcome::Bearer(_) => Credentials::Sent,
        AuthOutcome::Nothing | AuthOutcome::NotSent(_) => Credentials::Nothing,
    }
}

/// What goes out for an address, the auth that counts and the subprotocols offered, which have
/// values in the place of variables; what goes out instead of auth has not yet.
pub fn handshake(
    url: &str,
    auth: Option<&Auth>,
    subprotocols: Vec<Offered>,
    substitutes: &Substitutes,
    put_in: &mut PutIn<'_>,
) -> Result<Handshake, PlanProblem> {
    let mut out = Handshake { url: url.to_owned(), subprotocols, ..Handshake::default() };
    let Some(auth) = auth else { return Ok(out) };
    match auth_outcome(Some(auth), substitutes) {
        AuthOutcome::Nothing | AuthOutcome::NotSent(_) => {}
        AuthOutcome::UrlCredentials => {
            out.url = with_credentials(url, &auth.basic_login, &auth.basic_password);
        }
        AuthOutcome::Bearer(way) => out.put_token(way, &auth.bearer_token, substitutes, put_in)?,
    }
    Ok(out)
}

impl Handshake {
    fn put_token(
        &mut self,
        way: BearerSubstitute,
        token: &str,
        substitutes: &Substitutes,
        put_in: &mut PutIn<'_>,
    ) -> Result<(), PlanProblem> {
        if token.is_empty() {
            return Err(PlanProblem::Auth(SubstituteProblem::NoToken));
        }
        match way {
            BearerSubstitute::None => {}
            BearerSubstitute::QueryParameter => {
                let name = auth_value(&substitutes.bearer_parameter, put_in)?;
                let name = name.trim();
                if name.is_empty() {
                    return Err(PlanProblem::Auth(SubstituteProblem::NoParameterName));
                }
                self.url = with_parameter(&self.url, name, token);
            }
            BearerSubstitute::Subprotocol => {
                let prefix = auth_value(&substitutes.bearer_prefix, put_in)?;
                self.offer_token(token_subprotocols(&prefix, token))?;
            }
            BearerSubstitute::SubprotocolBase64Url => {
                let encoded = URL_SAFE_NO_PAD.encode(token);
                self.offer_token(vec![hidden_after(KUBERNETES_PREFIX, &encoded)])?;
            }
            BearerSubstitute::FirstMessage => {
                self.first_message = Some(message(&substitutes.bearer_message, token, put_in)?);
            }
        }
        Ok(())
    }

    /// After the others: a server takes the first it knows, and that must not be the token. What is
    /// offered already is not offered twice, and comes where the token wants it.
    fn offer_token(&mut self, subprotocols: Vec<Offered>) -> Result<(), PlanProblem> {
        let bad = |it: &char| !web_address::is_token_character(*it);
        if let Some(bad) = subprotocols.iter().flat_map(|it| it.name.chars()).find(bad) {
            return Err(PlanProblem::Auth(SubstituteProblem::NoSubprotocol(bad)));
        }
        let is_new = |it: &Offered| !subprotocols.iter().any(|new| new.name == it.name);
        self.subprotocols.retain(is_new);
        self.subprotocols.extend(subprotocols);
        self.token_is_a_subprotocol = true;
        Ok(())
    }
}

/// The first message with the token in its places; `{{token}}` is a variable and none of them.
fn message(template: &str, token: &str, put_in: &mut PutIn<'_>) -> Result<String, PlanProblem> {
    let variables = references(template);
    let is_place = |at: &usize| !variables.iter().any(|it| it.span.contains(at));
    let places = template.match_indices(TOKEN_PLACE).map(|it| it.0).filter(is_place);
    let (mut out, mut from) = (String::new(), 0);
    for at in places {
        out.push_str(&auth_value(template.get(from..at).unwrap_or_default(), put_in)?);
        out.push_str(token);
        from = at + TOKEN_PLACE.len();
    }
    out.push_str(&auth_value(template.get(from..).unwrap_or_default(), put_in)?);
    Ok(out)
}

/// Servers take a token either joined to a prefix (`openai-insecure-api-key.TOKEN`), or as the
/// subprotocol after a name (`access_token, TOKEN`), or alone. A prefix that ends in a sign is
/// joined, a name is not.
fn token_subprotocols(prefix: &str, token: &str) -> Vec<Offered> {
    let prefix = prefix.trim();
    match prefix.chars().last() {
        None => vec![hidden_after("", token)],
        Some(last) if last.is_alphanumeric() => {
            let name = Offered { name: prefix.to_owned(), shown: prefix.to_owned() };
            vec![name, hidden_after("", token)]
        }
        Some(_) => vec![hidden_after(prefix, token)],
    }
}

/// A subprotocol of which the end is not to be seen.
fn hidden_after(prefix: &str, token: &str) -> Offered {
    Offered { name: format!("{prefix}{token}"), shown: format!("{prefix}{}", mask(token)) }
}

/// The address with a login and password in place of those it had; as it was when both are empty.
fn with_credentials(url: &str, login: &str, password: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    if login.is_empty() && password.is_empty() {
        return url.to_owned();
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    format!("{scheme}://{}:{}@{host}{path}", encode(login), encode(password))
}

/// The address without the login and password that stand in it, to be shown.
pub fn without_login(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    format!("{scheme}://{host}{path}")
}

/// A header that goes with a handshake in Pororoca.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedHeader<'a> {
    /// The header.
    pub header: &'a Header,
    /// The collection has it, not the WebSocket.
    pub inherited: bool,
}

/// The headers that Pororoca sends, collection first: an enabled one of the WebSocket takes the
/// place of the collection's of the same name (in the same case); headers about a body are left out,
/// as is `Authorization` where auth makes its own.
pub fn merged_headers<'a>(
    collection: &'a [Header],
    own: &'a [Header],
    auth: Option<&Auth>,
) -> Vec<MergedHeader<'a>> {
    let makes_own = auth.is_some_and(|it| matches!(it.mode, AuthMode::Basic | AuthMode::Bearer));
    let counts = move |it: &&Header| {
        let is_replaced = makes_own && it.key.eq_ignore_ascii_case("authorization");
        it.enabled && !it.key.is_empty() && !is_about_a_body(&it.key) && !is_replaced
    };
    let inherited = collection
        .iter()
        .filter(counts)
        .filter(|it| !own.iter().any(|mine| mine.enabled && mine.key == it.key))
        .map(|header| MergedHeader { header, inherited: true });
    let own = own.iter().filter(counts).map(|header| MergedHeader { header, inherited: false });
    inherited.chain(own).collect()
}

/// Headers that say something of a body, which a handshake does not have.
fn is_about_a_body(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("content-") || matches!(name.as_str(), "allow" | "expires" | "last-modified")
}

/// Whether a header of this name holds cookies.
pub fn is_cookie(name: &str) -> bool {
    name.eq_ignore_ascii_case("cookie")
}

/// The cookies in the value of a header `Cookie`, each `name=value`.
pub fn cookies(value: &str) -> Vec<&str> {
    value.split(';').map(str::trim).filter(|it| it.contains('=')).collect()
}
