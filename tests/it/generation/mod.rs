//! A maintainer edits the document and nothing else. Each test builds a copy of the crate with a changed document, and
//! a program that uses what should have followed from the change.
//!
//! The copies share a target folder, so that what the crate depends on is built once.

mod follows;
mod rebuilds;
mod refusals;
mod snapshot;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The copy of the crate: one folder for all tests, which take turns, so that `build.rs` is compiled once.
struct Copy {
    root: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

static TURN: Mutex<()> = Mutex::new(());

const PROJECT: &str = env!("CARGO_MANIFEST_DIR");
const DOCUMENT: &str = "openapi/mayar-portal.yaml";

impl Copy {
    fn new() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generation");
        let copy = Self { root, _turn: turn };
        for file in ["Cargo.lock", "README.md", "build.rs"] {
            copy.write(file, &read(file));
        }
        let manifest = read("Cargo.toml").replace("members = [\"xtask\"]", "members = []");
        copy.write("Cargo.toml", &manifest);
        for folder in ["build", "src"] {
            copy.copy_folder(Path::new(folder));
        }
        // What the manifest names has to be there, and is not what is tested.
        for program in [
            "benches/overhead",
            "examples/login",
            "examples/mock_server",
            "examples/probe",
            "examples/send",
        ] {
            copy.write(&format!("{program}.rs"), "fn main() {}\n");
        }
        copy.write(DOCUMENT, &read(DOCUMENT));
        copy
    }

    /// A copy whose document has each of the first texts replaced by the second.
    fn with(changes: &[(&str, &str)]) -> Self {
        let copy = Self::new();
        copy.write(DOCUMENT, &changed(changes));
        copy
    }

    fn copy_folder(&self, folder: &Path) {
        for entry in fs::read_dir(Path::new(PROJECT).join(folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                self.copy_folder(&path);
            } else {
                self.write(
                    path.to_str().unwrap(),
                    &fs::read_to_string(entry.path()).unwrap(),
                );
            }
        }
    }

    /// Writes a file, unless it is that already: cargo goes by the time of the last change.
    fn write(&self, path: &str, content: &str) {
        let path = self.root.join(path);
        if fs::read_to_string(&path).is_ok_and(|old| old == content) {
            return;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        // Not the tests' own target folder: cargo takes two packages at the same place in their workspaces for one.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generation-target");
        Command::new(env!("CARGO"))
            .arg(arguments[0])
            .args(["--offline", "--all-features"])
            .args(&arguments[1..])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", target)
            .env("MAYAR_ENV", "staging")
            .env("MAYAR_API_KEY", "secret")
            .env_remove("MAYAR_API_URL")
            .output()
            .unwrap()
    }

    /// Builds the crate and a program with this `async fn main`, and runs it.
    fn run(&self, main: &str) {
        let program = format!(
            "use mayar_portal::{{ApiErrorKind, Client, Delivery, ErrorKind, Server, mock::{{MockResponse, MockServer}}}};\n\
             const EMAIL: &str = \"budi.santoso@example.com\";\n\
             #[tokio::main(flavor = \"current_thread\")]\n\
             #[allow(unused)]\n\
             async fn main() {{\n\
                 let mock = MockServer::start().unwrap();\n\
                 mock.set_api_key(\"secret\").unwrap();\n\
                 let client = Client::builder().api_key(\"secret\").base_url(mock.base_url()).build().unwrap();\n\
                 {main}\n\
             }}\n"
        );
        self.write("examples/probe.rs", &program);
        let output = self.cargo(&["run", "--quiet", "--example", "probe"]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Builds the crate, which must fail; returns what the build script had to say.
    fn refusal(&self) -> String {
        let output = self.cargo(&["build", "--quiet", "--example", "probe"]);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{stderr}");
        assert!(
            !stderr.contains("panicked") && !stderr.contains("RUST_BACKTRACE"),
            "{stderr}"
        );
        let prefix = "error: mayar-portal@0.1.0: ";
        let lines = stderr.lines().filter_map(|line| line.strip_prefix(prefix));
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(PROJECT).join(path)).unwrap()
}

fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(read(DOCUMENT), |document, (old, new)| {
        assert!(document.contains(old), "the document no longer has: {old}");
        document.replacen(old, new, 1)
    })
}

/// `line:column` of the first place in the changed document where `text` stands, `offset` characters into it.
fn place(changes: &[(&str, &str)], text: &str, offset: usize) -> String {
    let document = changed(changes);
    let at = document.find(text).unwrap() + offset;
    let before = &document[..at];
    let line = before.matches('\n').count() + 1;
    let column = before
        .chars()
        .rev()
        .take_while(|character| *character != '\n')
        .count()
        + 1;
    format!("{DOCUMENT}:{line}:{column}: ")
}

/// The document's one security scheme.
const SCHEME: &str = "      type: http\n      scheme: bearer\n";
