//! When cargo generates again, and what.

use std::{fs, path::Path};

use super::{Copy, DOCUMENT, read};

#[test]
fn cargo_generates_again_when_and_only_when_the_document_changes() {
    let copy = Copy::new();
    let is_fresh = || {
        let output = copy.cargo(&["build", "--verbose", "--example", "probe"]);
        assert!(output.status.success());
        let stderr = String::from_utf8(output.stderr).unwrap();
        let fresh = stderr
            .lines()
            .any(|line| line.trim_start().starts_with("Fresh mayar-portal"));
        let ran = stderr.contains("build-script-build`");
        assert_ne!(fresh, ran, "{stderr}");
        fresh
    };
    is_fresh();
    assert!(is_fresh(), "nothing changed");
    copy.write("README.md", "changed\n");
    copy.write("openapi/other.yaml", "changed: true\n");
    is_fresh();
    assert!(is_fresh(), "generation reads neither");
    copy.write(DOCUMENT, &(read(DOCUMENT) + "# changed\n"));
    assert!(!is_fresh(), "the document changed");
}

#[test]
fn generation_is_deterministic() {
    let generated = |copy: &Copy| {
        assert!(
            copy.cargo(&["build", "--quiet", "--example", "probe"])
                .status
                .success()
        );
        let dep_info = copy
            .cargo(&[
                "build",
                "--quiet",
                "--example",
                "probe",
                "--message-format=json",
            ])
            .stdout;
        let messages = String::from_utf8(dep_info).unwrap();
        let is_script =
            |line: &&str| line.contains("build-script-executed") && line.contains("mayar-portal@");
        let script = messages.lines().find(is_script);
        let message: serde_json::Value = serde_json::from_str(script.unwrap()).unwrap();
        fs::read_to_string(Path::new(message["out_dir"].as_str().unwrap()).join("generated.rs"))
            .unwrap()
    };
    let copy = Copy::new();
    let first = generated(&copy);
    copy.write(DOCUMENT, &(read(DOCUMENT) + "# to generate once more\n"));
    assert!(first == generated(&copy));
}
