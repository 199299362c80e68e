//! Starts a browser for one test: its driver on a free port, a profile and a downloads folder.

use std::{
    env, io,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver, error::WebDriverResult};

/// Which browser drives a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium, by `chromedriver`.
    Chromium,
    /// Firefox, by `geckodriver`.
    Firefox,
}

impl Browser {
    /// As the test macro names it.
    pub fn chromium() -> Self {
        Self::Chromium
    }

    /// As the test macro names it.
    pub fn firefox() -> Self {
        Self::Firefox
    }

    /// In lower case, for names of tests and folders.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// What the person's browser is like.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Preferred languages, as in `navigator.languages`, separated by commas.
    pub languages: &'static str,
    /// Width and height of the page in CSS pixels.
    pub size: (u32, u32),
}

impl Default for Setup {
    fn default() -> Self {
        Self { languages: "en-US,en", size: (1440, 900) }
    }
}

impl Setup {
    /// The same with other languages.
    #[must_use]
    pub fn languages(self, languages: &'static str) -> Self {
        Self { languages, ..self }
    }

    /// The same with another page size in CSS pixels. Smaller than 500 only in Chromium.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> Self {
        Self { size: (width, height), ..self }
    }
}

/// A running driver; ends with this value.
#[derive(Debug)]
struct Driver {
    process: Child,
    url: String,
}

/// How often a driver is started before it counts as broken.
const DRIVER_STARTS: usize = 5;

impl Driver {
    /// Starts the driver on a free port.
    ///
    /// Chromedriver takes its port on IPv4 first and ends itself when the same number is in use on
    /// IPv6, as it may be on a busy machine; another start finds another port.
    fn start(browser: Browser) -> io::Result<Self> {
        let mut failures = String::new();
        for _ in 0..DRIVER_STARTS {
            match Self::start_once(browser)? {
                Ok(driver) => return Ok(driver),
                Err(said) => failures.push_str(&said),
            }
        }
        Err(io::Error::other(format!("no port in {DRIVER_STARTS} starts:\n{failures}")))
    }

    /// A driver that listens, or what it said before it ended.
    fn start_once(browser: Browser) -> io::Result<Result<Self, String>> {
        let (program, marker) = match browser {
            Browser::Chromium => {
                (program("CHROMEDRIVER", &["chromedriver"]), "successfully on port ")
            }
            Browser::Firefox => (program("GECKODRIVER", &["geckodriver"]), "127.0.0.1:"),
        };
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                io::Error::other(format!("cannot start {}: {error}", program.display()))
            })?;
        let output = process.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let mut lines = BufReader::new(output).lines();
        let mut said = String::new();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            said.push_str(&line);
            said.push('\n');
            let digits = line.rsplit_once(marker)?.1.to_owned();
            digits.trim_end_matches('.').parse::<u16>().ok()
        });
        let Some(port) = port else {
            // It ended by itself, as a rule; this is for one that only closed its output.
            drop(process.kill());
            process.wait()?;
            return Ok(Err(said));
        };
        // The driver must never block on a full pipe.
        thread::spawn(move || lines.for_each(drop));
        Ok(Ok(Self { process, url: format!("http://127.0.0.1:{port}") }))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may be gone already; either way nothing is left to do.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// A browser with its driver. Opened again on the same profile, it finds what it stored.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) web: WebDriver,
    _driver: Driver,
}

impl Session {
    pub(crate) async fn open(
        browser: Browser,
        setup: Setup,
        home: &Path,
        proxy: &str,
    ) -> WebDriverResult<Self> {
        let driver = Driver::start(browser)?;
        let profile = home.join("profile");
        std::fs::create_dir_all(&profile)?;
        let capabilities = match browser {
            Browser::Chromium => chromium(setup, &profile, &downloads(home), proxy),
            Browser::Firefox => firefox(setup, &profile, &downloads(home)),
        };
        let mut wanted = Capabilities::new();
        for (key, value) in capabilities {
            wanted.set(key, value)?;
        }
        let web = WebDriver::new(&driver.url, wanted).await?;
        let session = Self { web, _driver: driver };
        if browser == Browser::Chromium {
            resize(&session.web, setup.size).await?;
        }
        Ok(session)
    }
}

/// Chromium only: the page's size in CSS pixels, also below what a window can be.
pub(crate) async fn resize(web: &WebDriver, (width, height): (u32, u32)) -> WebDriverResult<()> {
    let metrics =
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    web.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
    Ok(())
}

/// Where a browser with this home saves files.
pub(crate) fn downloads(home: &Path) -> PathBuf {
    home.join("downloads")
}

fn chromium(
    setup: Setup,
    profile: &Path,
    downloads: &Path,
    proxy: &str,
) -> Vec<(&'static str, Value)> {
    let (width, height) = setup.size;
    let options = json!({
        "binary": program("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"]),
        "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--force-color-profile=srgb",
            // What is left of the browser's own requests.
            "--disable-domain-reliability", "--disable-client-side-phishing-detection",
            "--disable-default-apps", "--no-pings", "--disable-field-trial-config",
            "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,NetworkTimeServiceQuerying",
            format!("--proxy-server={proxy}"),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.display()),
        ],
        "prefs": {
            "intl.accept_languages": setup.languages,
            "download.default_directory": downloads,
            "download.prompt_for_download": false,
            "profile.default_content_setting_values.automatic_downloads": 1,
        },
    });
    vec![
        ("browserName", json!("chrome")),
        ("goog:chromeOptions", options),
        ("goog:loggingPrefs", json!({ "browser": "ALL" })),
        ("unhandledPromptBehavior", json!("ignore")),
    ]
}

fn firefox(setup: Setup, profile: &Path, downloads: &Path) -> Vec<(&'static str, Value)> {
    let (width, height) = setup.size;
    let options = json!({
        "binary": program("FIREFOX", &["firefox", "firefox-esr"]),
        "args": [
            "-headless", "-profile", profile,
            format!("--width={width}"), format!("--height={}", height + FIREFOX_TOOLBARS),
        ],
        "prefs": {
            "intl.accept_languages": setup.languages,
            "browser.download.folderList": 2,
            "browser.download.dir": downloads,
            "browser.download.alwaysOpenPanel": false,
            "browser.download.always_ask_before_handling_new_types": false,
            "browser.shell.checkDefaultBrowser": false,
            "browser.aboutwelcome.enabled": false,
            "datareporting.policy.dataSubmissionEnabled": false,
            "app.update.disabledForTesting": true,
            "dom.disable_beforeunload": true,
        },
    });
    vec![
        ("browserName", json!("firefox")),
        ("moz:firefoxOptions", options),
        ("unhandledPromptBehavior", json!("ignore")),
    ]
}

/// What a Firefox window is higher than its page.
const FIREFOX_TOOLBARS: u32 = 86;

/// A program named by a variable, else the first of these names on PATH.
fn program(variable: &str, names: &[&str]) -> PathBuf {
    if let Some(named) = env::var_os(variable).filter(|named| !named.is_empty()) {
        return named.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let places: Vec<_> = env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| places.iter().map(move |place| place.join(name)))
        .find(|file| file.is_file())
        .unwrap_or_else(|| names.first().copied().unwrap_or_default().into())
}
