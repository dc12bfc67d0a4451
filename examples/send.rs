//! Sends a magic link to an address given on the command line:
//!
//! ```sh
//! cargo run --features mock --example send -- budi.santoso@example.com
//! ```
//!
//! With `MAYAR_API_KEY` it goes to the server that the environment names, see `ClientBuilder::from_env`. Without a key
//! it goes to a mock server in this process, and no email is sent.
//!
//! Exit status: 0 sent, 1 another failure, 2 wrong usage or configuration, 3 email not registered, 4 wrong key, 5 rate
//! limit, 6 no network or no answer in time.

use std::{env, error::Error as _, process::ExitCode, sync::Arc};

use mayar_portal::{
    ApiErrorKind, BuildError, Client, Delivery, Error, ErrorKind, mock::MockServer,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(email), None) = (arguments.next(), arguments.next()) else {
        eprintln!(
            "Usage: send EMAIL\n\nFor instance: cargo run --features mock --example send -- budi.santoso@example.com"
        );
        return ExitCode::from(2);
    };
    let has_key = env::var_os("MAYAR_API_KEY").is_some_and(|key| !key.is_empty());
    let result = if has_key {
        Client::from_env().map(|client| (client, None))
    } else {
        with_mock().map(|(client, mock)| (client, Some(mock)))
    };
    // The mock runs for as long as it is held.
    let (client, _mock) = match result {
        Ok(client) => client,
        Err(error) => return misconfigured(&error),
    };
    match client.create_magic_link(email).await {
        Ok(sent) => {
            println!("Sent: the customer has a login link in the mail.");
            if let Some(notice) = sent.notice() {
                println!("For the customer to read: {notice}");
            }
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error),
    }
}

fn with_mock() -> Result<(Client, MockServer), BuildError> {
    let mock = MockServer::start().map_err(|error| BuildError::HttpClient(Arc::new(error)))?;
    let base_url = mock.base_url();
    println!("MAYAR_API_KEY is not set: using a mock server at {base_url}, and no email is sent.");
    let client = Client::builder()
        .api_key("mock")
        .base_url(base_url)
        .build()?;
    Ok((client, mock))
}

fn misconfigured(error: &BuildError) -> ExitCode {
    eprintln!("Not sent: {error}");
    if let Some(cause) = error.source() {
        eprintln!("Cause: {cause}");
    }
    ExitCode::from(2)
}

fn failed(error: &Error) -> ExitCode {
    match error.delivery() {
        Delivery::NotSent => eprint!("Not sent: "),
        Delivery::Unknown => eprint!("Perhaps not sent: "),
    }
    let status = match error.kind() {
        ErrorKind::InvalidEmail => {
            eprintln!("this is not an email address. Check its spelling.");
            2
        }
        ErrorKind::Api(ApiErrorKind::EmailNotRegistered) => {
            eprintln!("the merchant has no customer with this email.");
            3
        }
        ErrorKind::Api(ApiErrorKind::Unauthorized) => {
            eprintln!(
                "the server does not take the key. Check that it is a Read & Write key, and made for this server."
            );
            4
        }
        ErrorKind::Api(ApiErrorKind::TooManyRequests) => {
            eprintln!("too many requests: the limit is 20 a minute.");
            5
        }
        ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport => {
            eprintln!("{error}.");
            6
        }
        _ => {
            eprintln!("{error}.");
            1
        }
    };
    if let Some(wait) = error.retry_after() {
        eprintln!("Try again in {} s.", wait.as_secs());
    }
    if let Some(message) = error.message() {
        eprintln!("The server says: {message}");
    }
    let mut cause = error.source();
    while let Some(error) = cause {
        eprintln!("Cause: {error}");
        cause = error.source();
    }
    ExitCode::from(status)
}
