//! A request as the server received it.

/// A whole request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// How many whole requests came before it, over all connections.
    pub(crate) number: usize,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// Takes a whole request off the front of `received`, if there is one.
    pub(crate) fn take(received: &mut Vec<u8>) -> Option<Self> {
        let end = received
            .windows(4)
            .position(|window| window == b"\r\n\r\n")?
            + 4;
        let mut request = Self {
            number: 0,
            head: String::from_utf8_lossy(&received[..end]).into_owned(),
            body: Vec::new(),
        };
        let length: usize = request
            .header("content-length")
            .map_or(0, |length| length.parse().unwrap());
        if received.len() < end + length {
            return None;
        }
        request.body = received[end..end + length].to_vec();
        received.drain(..end + length);
        Some(request)
    }

    /// `POST /hl/v2/customers/portal-login`, for instance.
    pub(crate) fn target(&self) -> &str {
        let line = self.head.lines().next().unwrap();
        line.strip_suffix(" HTTP/1.1").unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (field, value) = line.split_once(':')?;
            field.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The address that a login link is asked for.
    pub(crate) fn email(&self) -> String {
        let body: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        body["email"].as_str().unwrap().to_owned()
    }
}
