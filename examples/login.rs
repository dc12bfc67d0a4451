//! A web back end whose customers log in by magic link:
//!
//! ```sh
//! cargo run --features mock --example login
//! curl -i http://127.0.0.1:3000/login -d 'email=budi.santoso@example.com'
//! ```
//!
//! The page answers alike whether the email is registered or not. Anything else would tell a stranger, address by
//! address, who the merchant's customers are. For the same reason the answer does not wait for Mayar's: how long that
//! takes differs too.
//!
//! The configuration comes from the environment. Without `MAYAR_API_KEY` a mock stands in, and no email is sent.

use std::{env, error::Error, net::Ipv4Addr};

use axum::{Form, Router, extract::State, http::StatusCode, routing::post};
use mayar_portal::{ApiErrorKind, Client, EmailAddress, ErrorKind, mock::MockServer};
use serde::Deserialize;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mock = MockServer::start()?;
    let client = if env::var_os("MAYAR_API_KEY").is_some() {
        Client::from_env()?
    } else {
        mock.register("budi.santoso@example.com");
        Client::builder()
            .api_key("mock")
            .base_url(mock.base_url())
            .build()?
    };
    let port: u16 = env::args().nth(1).map_or(Ok(3000), |port| port.parse())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("Listening on http://{}/login", listener.local_addr()?);
    let app = Router::new()
        .route("/login", post(login))
        .with_state(client);
    Ok(axum::serve(listener, app).await?)
}

#[derive(Deserialize)]
struct Login {
    email: String,
}

async fn login(
    State(client): State<Client>,
    Form(Login { email }): Form<Login>,
) -> (StatusCode, &'static str) {
    let Ok(email) = EmailAddress::try_from(email) else {
        return (StatusCode::BAD_REQUEST, "That is not an email address.\n");
    };
    tokio::spawn(send(client, email));
    (
        StatusCode::ACCEPTED,
        "If this address is a customer's, a login link is on its way to it.\n",
    )
}

/// Sends the link. What went wrong goes to the log, which does not learn the address: `Error` never shows it.
async fn send(client: Client, email: EmailAddress) {
    match client.create_magic_link(email).await {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::Api(ApiErrorKind::EmailNotRegistered) => {}
        Err(error) => eprintln!("login link: {error} (tries: {})", error.attempts()),
    }
}
