//! What a call costs over the same request by hand, with reqwest and `serde_json`: `cargo bench --features mock`.
//!
//! Both go to the same server in turns, on one thread and one connection each, so that the ratio says something on a noisy
//! machine too. The times themselves are mostly the loopback's and the server's.

use std::{
    error::Error,
    hint::black_box,
    time::{Duration, Instant},
};

use mayar_portal::{Client, mock::MockServer};
use serde_json::{Value, json};

const EMAIL: &str = "budi.santoso@example.com";
const ROUNDS: usize = 200;
const CALLS_A_ROUND: u32 = 20;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mock = MockServer::start()?;
    let client = Client::builder()
        .api_key("key")
        .base_url(mock.base_url())
        .build()?;
    let http = reqwest::Client::builder().no_proxy().build()?;
    let url = format!("{}/customers/portal-login", mock.base_url());

    let mut by_hand = Vec::new();
    let mut by_sdk = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for _ in 0..CALLS_A_ROUND {
            let request = http
                .post(&url)
                .bearer_auth("key")
                .json(&json!({ "email": EMAIL }));
            black_box(
                request
                    .send()
                    .await?
                    .error_for_status()?
                    .json::<Value>()
                    .await?,
            );
        }
        by_hand.push(start.elapsed() / CALLS_A_ROUND);

        let start = Instant::now();
        for _ in 0..CALLS_A_ROUND {
            black_box(client.create_magic_link(EMAIL).await?);
        }
        by_sdk.push(start.elapsed() / CALLS_A_ROUND);
    }
    let (by_hand, by_sdk) = (median(by_hand), median(by_sdk));
    println!("by hand {by_hand:>9.1?} a call, median of {ROUNDS} rounds");
    println!("by SDK  {by_sdk:>9.1?} a call");
    println!(
        "ratio   {:>9.3}",
        by_sdk.as_secs_f64() / by_hand.as_secs_f64()
    );
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
