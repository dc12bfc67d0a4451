//! `Client::from_env`, each case in a process of its own: an environment is not to be shared between tests.

use std::{
    env,
    process::{Command, Stdio},
};

use mayar_portal::Client;

/// What `Client::from_env` makes of the variables.
fn from_env(variables: &[(&str, &str)]) -> String {
    let output = Command::new(env::current_exe().unwrap())
        .args([
            "environment::child",
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env_remove("MAYAR_API_KEY")
        .env_remove("MAYAR_ENV")
        .env_remove("MAYAR_API_URL")
        .envs(variables.iter().copied())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let line = output
        .lines()
        .find_map(|line| line.split_once("from_env: "));
    line.unwrap_or_else(|| panic!("{output}")).1.to_owned()
}

#[test]
#[ignore = "run by the other tests, as a child process"]
fn child() {
    match Client::from_env() {
        Ok(client) => println!("from_env: {client:?}"),
        Err(error) => println!("from_env: {error:?}"),
    }
}

#[test]
fn each_variable_sets_what_it_says() {
    let key = ("MAYAR_API_KEY", "secret");
    let base_url = |variables: &[_]| {
        let shown = from_env(variables);
        assert!(!shown.contains("secret"), "{shown}");
        shown.split('"').nth(1).map(str::to_owned).unwrap_or(shown)
    };
    assert_eq!(base_url(&[key]), "https://api.mayar.id/hl/v2");
    assert_eq!(
        base_url(&[key, ("MAYAR_ENV", "sandbox")]),
        "https://api.mayar.club/hl/v2"
    );
    assert_eq!(
        base_url(&[key, ("MAYAR_ENV", "PRODUCTION")]),
        "https://api.mayar.id/hl/v2"
    );
    assert_eq!(
        base_url(&[key, ("MAYAR_ENV", ""), ("MAYAR_API_URL", "")]),
        "https://api.mayar.id/hl/v2"
    );
    assert_eq!(
        base_url(&[key, ("MAYAR_API_URL", "https://mayar.example.com")]),
        "https://mayar.example.com/hl/v2"
    );
    assert_eq!(
        base_url(&[
            key,
            ("MAYAR_ENV", "sandbox"),
            ("MAYAR_API_URL", "http://127.0.0.1:1/x")
        ]),
        "http://127.0.0.1:1/x"
    );
}

#[test]
fn each_mistake_is_named() {
    let key = ("MAYAR_API_KEY", "secret");
    assert_eq!(from_env(&[]), "MissingApiKey");
    assert_eq!(from_env(&[("MAYAR_API_KEY", "")]), "MissingApiKey");
    assert_eq!(from_env(&[("MAYAR_API_KEY", "a b")]), "InvalidApiKey");
    assert_eq!(from_env(&[key, ("MAYAR_ENV", "staging")]), "UnknownServer");
    assert_eq!(
        from_env(&[key, ("MAYAR_API_URL", "http://example.com")]),
        "InsecureBaseUrl"
    );
    assert_eq!(
        from_env(&[key, ("MAYAR_API_URL", "example.com")]),
        r#"InvalidBaseUrl { reason: "relative URL without a base" }"#
    );
}
