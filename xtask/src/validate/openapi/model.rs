//! The objects that OpenAPI 3.0 knows and which of them stand in which, as data.

/// A sort of object, by the specification's name for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocumentation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
}

/// How objects stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The field's value is the object.
    One,
    /// The field's value is an array of them.
    List,
    /// The field's value is a map from names to them.
    Map,
}

/// A field that holds objects.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    pub(super) kind: Kind,
}

const fn one(name: &'static str, kind: Kind) -> Field {
    let shape = Shape::One;
    Field { name, shape, kind }
}

const fn list(name: &'static str, kind: Kind) -> Field {
    let shape = Shape::List;
    Field { name, shape, kind }
}

const fn map(name: &'static str, kind: Kind) -> Field {
    let shape = Shape::Map;
    Field { name, shape, kind }
}

impl Kind {
    /// How many sorts there are.
    pub(super) const COUNT: usize = Self::SecurityRequirement as usize + 1;

    /// What the specification calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::OpenApi => "OpenAPI Object",
            Self::Info => "Info Object",
            Self::Contact => "Contact Object",
            Self::License => "License Object",
            Self::Server => "Server Object",
            Self::ServerVariable => "Server Variable Object",
            Self::Components => "Components Object",
            Self::Paths => "Paths Object",
            Self::PathItem => "Path Item Object",
            Self::Operation => "Operation Object",
            Self::ExternalDocumentation => "External Documentation Object",
            Self::Parameter => "Parameter Object",
            Self::RequestBody => "Request Body Object",
            Self::MediaType => "Media Type Object",
            Self::Encoding => "Encoding Object",
            Self::Responses => "Responses Object",
            Self::Response => "Response Object",
            Self::Callback => "Callback Object",
            Self::Example => "Example Object",
            Self::Link => "Link Object",
            Self::Header => "Header Object",
            Self::Tag => "Tag Object",
            Self::Schema => "Schema Object",
            Self::Discriminator => "Discriminator Object",
            Self::Xml => "XML Object",
            Self::SecurityScheme => "Security Scheme Object",
            Self::OAuthFlows => "OAuth Flows Object",
            Self::OAuthFlow => "OAuth Flow Object",
            Self::SecurityRequirement => "Security Requirement Object",
        }
    }

    /// The same with its article.
    pub(crate) fn with_article(self) -> String {
        let name = self.name();
        let article = if name.starts_with(['E', 'I', 'O', 'X']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {name}")
    }

    /// Whether a Reference Object may stand for it. (A path item's `$ref` is a field of its own: it has siblings.)
    pub(super) const fn may_be_reference(self) -> bool {
        matches!(
            self,
            Self::Parameter
                | Self::RequestBody
                | Self::Response
                | Self::Callback
                | Self::Example
                | Self::Link
                | Self::Header
                | Self::Schema
                | Self::SecurityScheme
        )
    }

    /// The field of the Components Object that has components of this sort.
    pub(crate) fn components(self) -> Option<&'static str> {
        let field = COMPONENTS.iter().find(|field| field.kind == self)?;
        Some(field.name)
    }

    /// What stands at every key that is not an extension's, where the keys are not fields but paths, status codes or
    /// expressions.
    pub(super) const fn entries(self) -> Option<Self> {
        match self {
            Self::Paths | Self::Callback => Some(Self::PathItem),
            Self::Responses => Some(Self::Response),
            _ => None,
        }
    }

    /// The field called `name`, where it holds objects.
    pub(super) fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    const fn fields(self) -> &'static [Field] {
        match self {
            Self::OpenApi => OPENAPI,
            Self::Info => INFO,
            Self::Server => SERVER,
            Self::Components => COMPONENTS,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::Parameter | Self::Header => PARAMETER,
            Self::RequestBody => REQUEST_BODY,
            Self::MediaType => MEDIA_TYPE,
            Self::Encoding => ENCODING,
            Self::Response => RESPONSE,
            Self::Link => LINK,
            Self::Tag => TAG,
            Self::Schema => SCHEMA,
            Self::SecurityScheme => SECURITY_SCHEME,
            Self::OAuthFlows => OAUTH_FLOWS,
            _ => &[],
        }
    }
}

const DOCS: Field = one("externalDocs", Kind::ExternalDocumentation);

const OPENAPI: &[Field] = &[
    one("info", Kind::Info),
    list("servers", Kind::Server),
    one("paths", Kind::Paths),
    one("components", Kind::Components),
    list("security", Kind::SecurityRequirement),
    list("tags", Kind::Tag),
    DOCS,
];

const INFO: &[Field] = &[one("contact", Kind::Contact), one("license", Kind::License)];

const SERVER: &[Field] = &[map("variables", Kind::ServerVariable)];

const COMPONENTS: &[Field] = &[
    map("schemas", Kind::Schema),
    map("responses", Kind::Response),
    map("parameters", Kind::Parameter),
    map("examples", Kind::Example),
    map("requestBodies", Kind::RequestBody),
    map("headers", Kind::Header),
    map("securitySchemes", Kind::SecurityScheme),
    map("links", Kind::Link),
    map("callbacks", Kind::Callback),
];

const PATH_ITEM: &[Field] = &[
    one("get", Kind::Operation),
    one("put", Kind::Operation),
    one("post", Kind::Operation),
    one("delete", Kind::Operation),
    one("options", Kind::Operation),
    one("head", Kind::Operation),
    one("patch", Kind::Operation),
    one("trace", Kind::Operation),
    list("servers", Kind::Server),
    list("parameters", Kind::Parameter),
];

const OPERATION: &[Field] = &[
    list("parameters", Kind::Parameter),
    one("requestBody", Kind::RequestBody),
    one("responses", Kind::Responses),
    map("callbacks", Kind::Callback),
    list("security", Kind::SecurityRequirement),
    list("servers", Kind::Server),
    DOCS,
];

const PARAMETER: &[Field] = &[
    one("schema", Kind::Schema),
    map("examples", Kind::Example),
    map("content", Kind::MediaType),
];

const REQUEST_BODY: &[Field] = &[map("content", Kind::MediaType)];

const MEDIA_TYPE: &[Field] = &[
    one("schema", Kind::Schema),
    map("examples", Kind::Example),
    map("encoding", Kind::Encoding),
];

const ENCODING: &[Field] = &[map("headers", Kind::Header)];

const RESPONSE: &[Field] = &[
    map("headers", Kind::Header),
    map("content", Kind::MediaType),
    map("links", Kind::Link),
];

const LINK: &[Field] = &[one("server", Kind::Server)];

const TAG: &[Field] = &[DOCS];

const SCHEMA: &[Field] = &[
    map("properties", Kind::Schema),
    one("items", Kind::Schema),
    list("allOf", Kind::Schema),
    list("anyOf", Kind::Schema),
    list("oneOf", Kind::Schema),
    one("not", Kind::Schema),
    one("additionalProperties", Kind::Schema),
    one("discriminator", Kind::Discriminator),
    one("xml", Kind::Xml),
    DOCS,
];

const SECURITY_SCHEME: &[Field] = &[one("flows", Kind::OAuthFlows)];

const OAUTH_FLOWS: &[Field] = &[
    one("implicit", Kind::OAuthFlow),
    one("password", Kind::OAuthFlow),
    one("clientCredentials", Kind::OAuthFlow),
    one("authorizationCode", Kind::OAuthFlow),
];
