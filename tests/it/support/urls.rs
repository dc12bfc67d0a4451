//! URLs that nothing answers.

use tokio::net::TcpSocket;

/// A URL whose name no resolver knows. Its labels are too long for a query to be made.
pub(crate) fn unresolvable_url() -> String {
    format!("https://{}.invalid", "x".repeat(64))
}

/// A URL whose port refuses connections for as long as the test runs: it is taken, but not listened to.
pub(crate) fn refusing_url() -> String {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let address = socket.local_addr().unwrap();
    std::mem::forget(socket);
    format!("http://{address}")
}
