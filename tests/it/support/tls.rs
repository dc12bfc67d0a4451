//! Certificates, made for the test that uses them.

use std::{
    io,
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tokio_rustls::rustls::{
    ServerConfig, ServerConnection, pki_types::PrivateKeyDer, server::NoServerSessionStorage,
};

/// An authority that signs certificates.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    /// Its own certificate, as a file of trusted ones has it.
    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    /// A server whose certificate is for `name`.
    pub(crate) fn server(&self, name: &str) -> Arc<ServerConfig> {
        self.sign(&CertificateParams::new([name.to_owned()]).unwrap())
    }

    /// A server whose certificate for `name` ran out.
    pub(crate) fn expired_server(&self, name: &str) -> Arc<ServerConfig> {
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2020, 2, 1);
        self.sign(&params)
    }

    /// A server whose certificate for `name` nobody signed but itself.
    pub(crate) fn self_signed_server(name: &str) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.self_signed(&key).unwrap();
        config(&certificate, &key)
    }

    /// An HTTP client that trusts this authority, and does nothing by itself.
    pub(crate) fn client(&self) -> reqwest::ClientBuilder {
        let certificate = reqwest::Certificate::from_pem(self.pem().as_bytes()).unwrap();
        reqwest::Client::builder()
            .tls_certs_only([certificate])
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
    }

    /// A server that hangs up in the same breath in which it ends the handshake, and a client that trusts it. A client
    /// that finds the connection made finds it closed too, before it could write anything.
    pub(crate) fn server_that_hangs_up(&self) -> (String, reqwest::Client) {
        let mut config = Arc::unwrap_or_clone(self.server("127.0.0.1"));
        // A resumed handshake would leave the last word to the client.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
                hang_up(connection, stream.unwrap()).unwrap();
            }
        });
        let client = self
            .client()
            .tls_version_max(reqwest::tls::Version::TLS_1_2);
        (url, client.build().unwrap())
    }

    fn sign(&self, params: &CertificateParams) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        config(&certificate, &key)
    }
}

fn hang_up(mut connection: ServerConnection, mut stream: TcpStream) -> io::Result<()> {
    while connection.is_handshaking() {
        connection.read_tls(&mut stream)?;
        connection.process_new_packets().map_err(io::Error::other)?;
        if connection.is_handshaking() {
            while connection.wants_write() {
                connection.write_tls(&mut stream)?;
            }
        }
    }
    connection.send_close_notify();
    connection.write_tls(&mut stream).map(drop)
}

fn config(certificate: &rcgen::Certificate, key: &KeyPair) -> Arc<ServerConfig> {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    Arc::new(config)
}
