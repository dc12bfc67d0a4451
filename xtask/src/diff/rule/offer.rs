//! What a document can offer and no longer offer: a table.

use super::Level;

/// Declares [`Offer`]: a variant, its id, its level, what it is, why it matters, and what it does to the SDK's Rust.
macro_rules! offers {
    ($($level:ident {
        $($variant:ident $id:literal $summary:literal $why:literal $(=> $sdk:ident $sdk_why:literal)?)*
    })*) => {
        /// A change of what the document offers: operations, parameters, bodies, properties, responses, servers,
        /// security.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Offer {
            $($(#[doc = $summary] $variant,)*)*
        }

        impl Offer {
            pub(crate) const ALL: &[Self] = &[$($(Self::$variant,)*)*];

            pub(super) const fn id(self) -> &'static str {
                match self { $($(Self::$variant => $id,)*)* }
            }

            pub(super) const fn level(self) -> Level {
                match self { $($(Self::$variant => Level::$level,)*)* }
            }

            pub(super) const fn summary(self) -> &'static str {
                match self { $($(Self::$variant => $summary,)*)* }
            }

            pub(super) const fn why(self) -> &'static str {
                match self { $($(Self::$variant => $why,)*)* }
            }

            pub(super) const fn sdk(self) -> Option<(Level, &'static str)> {
                match self {
                    $($($(Self::$variant => Some((Level::$sdk, $sdk_why)),)?)*)*
                    _ => None,
                }
            }
        }
    };
}

offers! {
    Breaking {
        OperationRemoved "operation-removed" "an operation is gone"
            "Whoever calls it gets an error, and the SDK loses its method."
        OperationMoved "operation-moved" "an operation has another path or method"
            "Clients built before go on calling the old one."
        RequestRequiredParameterAdded "request-required-parameter-added" "a parameter was added that has to be sent"
            "Requests that worked before lack it, and the server refuses them."
        ParameterMoved "parameter-moved" "a parameter is sent in another part of the request"
            "Clients built before go on sending it where the server no longer looks."
        ParameterBecameRequired "parameter-became-required" "a parameter has to be sent that could be left out"
            "Requests that leave it out worked before; the server refuses them now."
        ParameterSerializationChanged "parameter-serialization-changed" "a parameter is written in another way"
            "Clients built before write it so that the server reads something else."
        ParameterEmptyValueRefused "parameter-empty-value-refused" "a parameter may no longer be empty"
            "Requests that send it empty worked before; the server refuses them now."
        RequestRequiredBodyAdded "request-required-body-added" "a body was added that has to be sent"
            "Requests that worked before have none, and the server refuses them."
        RequestBodyRemoved "request-body-removed" "a request no longer has a body"
            "What clients built before send in it is ignored or refused, and the SDK's method loses an argument."
        RequestBodyBecameRequired "request-body-became-required" "a body has to be sent that could be left out"
            "Requests without a body worked before; the server refuses them now."
        RequestMediaTypeRemoved "request-media-type-removed" "a body is no longer accepted in a media type"
            "Clients built before send it, and the server refuses it."
        ResponseMediaTypeRemoved "response-media-type-removed" "a response no longer comes in a media type"
            "Clients built before can read no other."
        RequestRequiredPropertyAdded "request-required-property-added" "a property was added that has to be sent"
            "Requests that worked before lack it, and the server refuses them."
        RequestPropertyRefused "request-property-refused"
            "a property is gone from an object that takes no others"
            "Clients built before send it, and `additionalProperties: false` says that the server refuses it."
        RequestPropertyBecameRequired "request-property-became-required"
            "a property has to be sent that could be left out"
            "Requests that leave it out worked before; the server refuses them now."
        ResponseRequiredPropertyRemoved "response-required-property-removed"
            "a property is gone that was always there"
            "Clients built before cannot read a response without it."
        ResponsePropertyBecameOptional "response-property-became-optional" "a property may be left out"
            "Clients built before cannot read a response without it."
        ResponsePropertyUnexpected "response-property-unexpected"
            "a property was added to an object that had no others"
            "`additionalProperties: false` made clients built before refuse what they do not know."
        ResponseSuccessRemoved "response-success-removed" "a success is no longer documented"
            "Clients built before wait for a response that no longer comes."
        ResponseErrorRemoved "response-error-removed" "an error is no longer documented"
            "The SDK loses the kind of error that it was; programs that name it no longer compile."
        ResponseRequiredHeaderRemoved "response-required-header-removed" "a header is gone that was always there"
            "Clients built before rely on it."
        ResponseHeaderBecameOptional "response-header-became-optional" "a header may be left out"
            "Clients built before rely on it."
        ResponseHeaderSerializationChanged "response-header-serialization-changed" "a header is written in another way"
            "Clients built before read something else from it."
        CallbackRemoved "callback-removed" "the server no longer calls back"
            "Programs that wait for the call wait in vain."
        ServerRemoved "server-removed" "a server is gone"
            "Programs that name it no longer compile, and clients built before call an address that may answer no more."
        ServerRenamed "server-renamed" "code calls a server by another name"
            "The SDK names a variant after it; programs that name it no longer compile."
        DefaultServerChanged "default-server-changed" "another server is the first, and with it the default"
            "Requests of programs that choose no server go somewhere else."
        ServerVariableRemoved "server-variable-removed" "a variable of a server's URL is gone"
            "Programs that set it make URLs that the server does not have."
        ServerVariableValueRemoved "server-variable-value-removed" "a variable of a server's URL lost a value"
            "Programs that use the value make URLs that the server does not have."
        SecurityAlternativeRemoved "security-alternative-removed" "a way to be authorized is gone"
            "Requests that are authorized in that way worked before; the server refuses them now."
        SecurityScopeAdded "security-scope-added" "a way to be authorized asks for more scopes"
            "Tokens that were enough before lack the scope, and the server refuses them."
        SecuritySchemeChanged "security-scheme-changed" "a security scheme is another one"
            "Clients built before send credentials that the server does not recognise."
    }
    MaybeBreaking {
        OperationIdChanged "operation-id-changed" "an operation has another id"
            "Requests stay the same, but generated code names its method after the id."
            => Breaking "The method has another name: programs that call it no longer compile."
        ParameterRemoved "parameter-removed" "a parameter is gone"
            "The server ignores or refuses what clients built before send."
            => Breaking "The method has an argument less: programs that call it no longer compile."
        RequestPropertyRemoved "request-property-removed" "a property is gone from a request"
            "The server ignores or refuses what clients built before send."
            => Breaking "The struct has a field less: programs that name it no longer compile."
        RequestEncodingChanged "request-encoding-changed" "the parts of a body are encoded in another way"
            "Clients built before encode them so that the server may not read them."
        ResponseEncodingChanged "response-encoding-changed" "the parts of a response are encoded in another way"
            "Clients built before may not be able to read them."
        RequestMediaTypeParametersChanged "request-media-type-parameters-changed"
            "a request's media type has other parameters"
            "A server that compares the whole header refuses what clients built before send."
        ResponseOptionalPropertyRemoved "response-optional-property-removed"
            "a property is gone that was not always there"
            "Clients built before can do without it; programs that use it no longer get it."
            => Breaking "The struct has a field less: programs that name it no longer compile."
        ResponseSuccessAdded "response-success-added" "a new success is documented"
            "Clients built before take it for an unexpected response."
        ResponseErrorRenamed "response-error-renamed" "the component that describes an error has another name"
            "Responses stay the same, but the SDK names the kind of error after the component."
            => Breaking "The kind of error has another name: programs that name it no longer compile."
        ResponseOptionalHeaderRemoved "response-optional-header-removed" "a header is gone that was not always there"
            "Clients built before can do without it; programs that use it no longer get it."
        CallbackChanged "callback-changed" "what surrounds the body of a callback is another one"
            "The server calls with other parameters, or takes other responses, than programs were built for."
        ServerUrlChanged "server-url-changed" "a server has another URL"
            "Clients built before call the old one, which may answer no more."
        ServerVariableDefaultChanged "server-variable-default-changed"
            "a variable of a server's URL has another default"
            "Requests of programs that do not set it go somewhere else."
        SecuritySchemeUrlChanged "security-scheme-url-changed" "a security scheme gets its tokens somewhere else"
            "Programs that know the old URL may get no token there."
        OauthFlowRemoved "oauth-flow-removed" "tokens are no longer had by an OAuth flow"
            "Programs that use the flow get no token."
        OauthScopeRemoved "oauth-scope-removed" "an OAuth flow no longer offers a scope"
            "Programs that ask for it may get no token."
    }
    Compatible {
        OperationAdded "operation-added" "an operation was added"
            "Nobody calls it yet."
        OperationIdAdded "operation-id-added" "an operation got an id"
            "Generated code had no name for it before."
        OperationDeprecated "operation-deprecated" "an operation is deprecated"
            "It still works; its users should leave it."
        OperationReactivated "operation-reactivated" "an operation is no longer deprecated"
            "Its users may stay."
        OperationTagAdded "operation-tag-added" "an operation got a tag"
            "Tags group operations for readers."
        OperationTagRemoved "operation-tag-removed" "an operation lost a tag"
            "Tags group operations for readers."
        RequestOptionalParameterAdded "request-optional-parameter-added" "a parameter was added that may be left out"
            "Requests that leave it out still work."
            => Breaking "The method has one more argument: programs that call it no longer compile."
        PathParameterRenamed "path-parameter-renamed" "a parameter of the path has another name"
            "URLs hold its value, not its name."
        ParameterBecameOptional "parameter-became-optional" "a parameter may be left out"
            "Requests that send it still work."
            => Breaking "The argument is an `Option` now: programs that pass it no longer compile."
        ParameterEmptyValueAllowed "parameter-empty-value-allowed" "a parameter may be empty"
            "Requests that give it a value still work."
        ParameterDeprecated "parameter-deprecated" "a parameter is deprecated"
            "It still works; its users should leave it."
        ParameterReactivated "parameter-reactivated" "a parameter is no longer deprecated"
            "Its users may stay."
        RequestOptionalBodyAdded "request-optional-body-added" "a body was added that may be left out"
            "Requests without one still work."
            => Breaking "The method has one more argument: programs that call it no longer compile."
        RequestBodyBecameOptional "request-body-became-optional" "a body may be left out"
            "Requests that have one still work."
            => MaybeBreaking "The argument may be an `Option` now."
        RequestMediaTypeAdded "request-media-type-added" "a body is accepted in one more media type"
            "The others are still accepted."
        ResponseMediaTypeAdded "response-media-type-added" "a response comes in one more media type"
            "Clients built before ask for the one that they know."
        ResponseMediaTypeParametersChanged "response-media-type-parameters-changed"
            "a response's media type has other parameters"
            "Clients know a media type by what stands before its parameters."
        RequestOptionalPropertyAdded "request-optional-property-added"
            "a property was added that may be left out"
            "Requests that leave it out still work."
            => Breaking "The struct has one more field: programs that write one out no longer compile."
        RequestPropertyBecameOptional "request-property-became-optional" "a property may be left out"
            "Requests that send it still work."
            => Breaking "The field is an `Option` now: programs that set it no longer compile."
        ResponsePropertyAdded "response-property-added" "a property was added to a response"
            "Clients built before do not look at it."
        ResponsePropertyBecameRequired "response-property-became-required" "a property is always there"
            "Clients built before are prepared for its absence, and do not have to be."
            => Breaking "The field is no `Option` any more: programs that read it no longer compile."
        ResponseErrorAdded "response-error-added" "a new error is documented"
            "The SDK's kinds of error are not exhaustive: programs have an arm for those that they do not know."
        ResponseHeaderAdded "response-header-added" "a header was added to a response"
            "Clients built before do not look at it."
        ResponseHeaderBecameRequired "response-header-became-required" "a header is always there"
            "Clients built before are prepared for its absence, and do not have to be."
        CallbackAdded "callback-added" "the server calls back"
            "Programs that do not ask for the call are not called."
        ServerAdded "server-added" "a server was added"
            "The others are still there."
        ServerVariableAdded "server-variable-added" "a server's URL got a variable"
            "It has a default."
        ServerVariableValueAdded "server-variable-value-added" "a variable of a server's URL got a value"
            "The others are still there."
        SecurityAlternativeAdded "security-alternative-added" "a way to be authorized was added"
            "The others are still accepted."
        SecurityScopeRemoved "security-scope-removed" "a way to be authorized asks for fewer scopes"
            "Tokens that were enough before still are."
        OauthFlowAdded "oauth-flow-added" "tokens are had by one more OAuth flow"
            "The others still work."
        SchemaRemoved "schema-removed" "a schema is gone from the components"
            "What is sent does not depend on it: where it was referred to, other changes say so."
            => Breaking "The type of its name is gone: programs that name it no longer compile."
        SchemaRenamed "schema-renamed" "a schema of the components has another name"
            "Names of schemas are not sent."
            => Breaking "The type has another name: programs that name it no longer compile."
        OauthScopeAdded "oauth-scope-added" "an OAuth flow offers one more scope"
            "Nobody asks for it yet."
    }
    Documentation {
        DocumentationChanged "documentation-changed" "a text for readers is another one"
            "Only what is said about the API differs."
        ExampleChanged "example-changed" "an example is another one"
            "Only what is said about the API differs."
        ExtensionChanged "extension-changed" "an `x-` field is another one"
            "OpenAPI gives it no meaning; whoever reads it has to know."
    }
}
