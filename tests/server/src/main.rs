//! The test server as a program: fixed ports, one line per address, until it is stopped.

use std::process::ExitCode;

use lexopt::prelude::{Long, Short, ValueExt as _};
use macareu_test_server::{Config, TestServer, help, markdown};

const USAGE: &str = "\
A real WebSocket server on loopback, for trying and testing a client.

Usage: macareu-test-server [--ws-port PORT] [--wss-port PORT]

  --ws-port PORT   port for ws and http, 0 for a free one (default: 9001)
  --wss-port PORT  port for wss and https, 0 for a free one (default: 9443)
  --markdown       prints the table of paths for the README
  --help           prints this

";

/// What the command line asks for.
enum Command {
    Serve(Config),
    Print(String),
}

fn command(mut arguments: lexopt::Parser) -> Result<Command, lexopt::Error> {
    // A server that runs for days keeps no frames: nobody in its process asks for them.
    let mut config = Config { ws_port: 9001, wss_port: 9443, kept_frames: 0 };
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("ws-port") => config.ws_port = arguments.value()?.parse()?,
            Long("wss-port") => config.wss_port = arguments.value()?.parse()?,
            Long("markdown") => return Ok(Command::Print(markdown())),
            Short('h') | Long("help") => return Ok(Command::Print(format!("{USAGE}{}", help()))),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Command::Serve(config))
}

#[tokio::main]
async fn main() -> ExitCode {
    match command(lexopt::Parser::from_env()) {
        Ok(Command::Print(text)) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Ok(Command::Serve(config)) => serve(config).await,
        Err(error) => {
            eprintln!("macareu-test-server: {error}; --help says what it understands");
            ExitCode::from(2)
        }
    }
}

async fn serve(config: Config) -> ExitCode {
    let server = match TestServer::start_with(config).await {
        Ok(server) => server,
        Err(error) => {
            eprintln!("macareu-test-server: {error}; --ws-port and --wss-port choose others");
            return ExitCode::FAILURE;
        }
    };
    println!("{}", server.ws_url("/echo"));
    println!("{}", server.wss_url("/echo"));
    if let Err(error) = tokio::signal::ctrl_c().await {
        eprintln!("macareu-test-server: cannot wait for Ctrl+C: {error}");
        return ExitCode::FAILURE;
    }
    server.shutdown().await;
    ExitCode::SUCCESS
}
