//! A server on loopback that does to each connection what a script says, and counts.

use std::{future::Future, io, net::SocketAddr, pin::Pin, sync::Arc};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};

use super::{Request, response};

/// The server. It lives as long as this does.
pub(crate) struct FaultServer {
    address: SocketAddr,
    scheme: &'static str,
    seen: watch::Sender<Seen>,
    task: JoinHandle<()>,
}

/// What the server has seen so far.
#[derive(Debug, Default)]
struct Seen {
    connections: usize,
    /// Connections that the client has closed.
    closed: usize,
    /// The whole requests.
    requests: Vec<Request>,
}

impl FaultServer {
    /// Runs `script` on every connection. An error ends the connection, as does the end of the script.
    pub(crate) async fn start<F>(script: impl Fn(Connection) -> F + Send + 'static) -> Self
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        Self::listen(None, script).await
    }

    /// The same behind TLS.
    pub(crate) async fn start_tls<F>(
        tls: Arc<ServerConfig>,
        script: impl Fn(Connection) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        Self::listen(Some(tls.into()), script).await
    }

    /// Answers the first request with the first of `responses` and so on, and every further one with the last.
    pub(crate) async fn answering(responses: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Self::start(answers(responses.into_iter().collect())).await
    }

    /// The same behind TLS.
    pub(crate) async fn answering_tls(
        tls: Arc<ServerConfig>,
        responses: impl IntoIterator<Item = Vec<u8>>,
    ) -> Self {
        Self::start_tls(tls, answers(responses.into_iter().collect())).await
    }

    /// A server of plain HTTP, which has an answer to a TLS handshake too.
    pub(crate) async fn start_plain() -> Self {
        Self::start(|mut connection| async move {
            connection.read().await?;
            connection.write(response("400 Bad Request", "")).await
        })
        .await
    }

    async fn listen<F>(
        tls: Option<TlsAcceptor>,
        script: impl Fn(Connection) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let seen = watch::Sender::new(Seen::default());
        let log = seen.clone();
        let task = tokio::spawn(async move {
            // Its connections end with the server.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                log.send_modify(|seen| seen.connections += 1);
                let stream: Box<dyn Stream> = match &tls {
                    None => Box::new(stream),
                    Some(tls) => {
                        let Ok(stream) = tls.accept(stream).await else {
                            log.send_modify(|seen| seen.closed += 1);
                            continue;
                        };
                        Box::new(stream)
                    }
                };
                connections.spawn(script(Connection {
                    stream,
                    received: Vec::new(),
                    seen: log.clone(),
                }));
                while connections.try_join_next().is_some() {}
            }
        });
        Self {
            address,
            scheme,
            seen,
            task,
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its URL, by address.
    pub(crate) fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// Its URL for a client that takes it for a server of https.
    pub(crate) fn https_url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// How many whole requests it received.
    pub(crate) fn requests(&self) -> usize {
        self.seen.borrow().requests.len()
    }

    /// The whole requests that it received.
    pub(crate) fn received(&self) -> Vec<Request> {
        self.seen.borrow().requests.clone()
    }

    /// The one request that it received.
    pub(crate) fn only_request(&self) -> Request {
        let requests = self.received();
        assert_eq!(requests.len(), 1, "requests: {requests:?}");
        requests[0].clone()
    }

    /// How many connections it took.
    pub(crate) fn connections(&self) -> usize {
        self.seen.borrow().connections
    }

    /// Waits until it has taken so many connections.
    pub(crate) async fn until_connections(&self, number: usize) {
        self.until(|seen| seen.connections >= number).await;
    }

    /// Waits until it has received so many whole requests.
    pub(crate) async fn until_requests(&self, number: usize) {
        self.until(|seen| seen.requests.len() >= number).await;
    }

    /// Waits until the client has closed so many connections.
    pub(crate) async fn until_closed(&self, number: usize) {
        self.until(|seen| seen.closed >= number).await;
    }

    async fn until(&self, reached: impl FnMut(&Seen) -> bool) {
        let mut seen = self.seen.subscribe();
        seen.wait_for(reached).await.unwrap();
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn answers(
    responses: Arc<[Vec<u8>]>,
) -> impl Fn(Connection) -> Pin<Box<dyn Future<Output = io::Result<()>> + Send>> + Send {
    move |mut connection| {
        let responses = Arc::clone(&responses);
        Box::pin(async move {
            loop {
                let request = connection.request().await?;
                let last = responses.len() - 1;
                connection
                    .write(&responses[request.number.min(last)])
                    .await?;
            }
        })
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {
    fn tcp(&self) -> &TcpStream;
}

impl Stream for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl Stream for tokio_rustls::server::TlsStream<TcpStream> {
    fn tcp(&self) -> &TcpStream {
        self.get_ref().0
    }
}

/// The server's end of a connection. It is closed when this is dropped.
pub(crate) struct Connection {
    stream: Box<dyn Stream>,
    received: Vec<u8>,
    seen: watch::Sender<Seen>,
}

impl Connection {
    /// Reads the next whole request, and keeps it.
    pub(crate) async fn request(&mut self) -> io::Result<Request> {
        let mut request = self.unkept_request().await?;
        self.seen.send_modify(|seen| {
            request.number = seen.requests.len();
            seen.requests.push(request.clone());
        });
        Ok(request)
    }

    /// Reads the next whole request, and keeps nothing of it: for when memory is measured.
    pub(crate) async fn unkept_request(&mut self) -> io::Result<Request> {
        loop {
            if let Some(request) = Request::take(&mut self.received) {
                return Ok(request);
            }
            self.read().await?;
        }
    }

    /// Reads what there is, and keeps it for the next request.
    pub(crate) async fn read(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.received).await {
            Ok(1..) => return Ok(()),
            Ok(0) | Err(_) => self.seen.send_modify(|seen| seen.closed += 1),
        }
        Err(io::ErrorKind::UnexpectedEof.into())
    }

    pub(crate) async fn write(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        let written = async {
            self.stream.write_all(bytes.as_ref()).await?;
            self.stream.flush().await
        };
        let result = written.await;
        if result.is_err() {
            self.seen.send_modify(|seen| seen.closed += 1);
        }
        result
    }

    /// Waits until the client closes the connection.
    pub(crate) async fn until_closed(&mut self) -> io::Result<()> {
        loop {
            self.read().await?;
        }
    }

    /// Sends no more, and waits until the client closes the connection too.
    pub(crate) async fn end(mut self) -> io::Result<()> {
        self.stream.shutdown().await?;
        self.until_closed().await
    }

    /// Closes the connection with a reset in place of a regular end.
    pub(crate) fn reset(self) -> io::Result<()> {
        self.stream.tcp().set_zero_linger()
    }
}
