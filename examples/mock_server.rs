//! The mock as a server of its own, for any HTTP client to be pointed at:
//!
//! ```sh
//! cargo run --features mock --example mock_server -- 4010 budi.santoso@example.com
//! curl -i http://127.0.0.1:4010/hl/v2/customers/portal-login \
//!     -H 'Authorization: Bearer any' -d '{"email": "budi.santoso@example.com"}'
//! ```
//!
//! The first argument is the port; 0 takes a free one. The emails after it are registered; without any, every email is.
//! `MAYAR_API_KEY`, where it is set, is the one key that is right.

use std::{
    env,
    error::Error,
    io,
    net::{Ipv4Addr, SocketAddr},
    thread,
};

use mayar_portal::mock::MockServer;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let port: u16 = arguments
        .next()
        .ok_or("Usage: mock_server PORT [EMAIL…]")?
        .parse()?;
    let mock = MockServer::start_on(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    if let Ok(key) = env::var("MAYAR_API_KEY") {
        mock.set_api_key(key)?;
    }
    for email in arguments {
        mock.register(email);
    }
    println!("Listening on {}", mock.base_url());
    io::Write::flush(&mut io::stdout())?;
    loop {
        thread::park();
    }
}
