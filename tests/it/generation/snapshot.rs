//! The snapshot under version control.

use super::read;

#[test]
fn the_snapshot_is_what_this_build_generated() {
    let built = include_str!(concat!(env!("OUT_DIR"), "/generated.rs"));
    let built = prettyplease::unparse(&syn::parse_file(built).unwrap());
    let snapshot = read("openapi/generated.rs").replace("\r\n", "\n");
    let (_preamble, code) = snapshot.split_once("\n\n").unwrap();
    assert!(code == built, "`cargo xtask codegen` shows what differs");
}
