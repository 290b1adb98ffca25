//! The API against its own description: schemathesis reads what the server serves, asks for everything in it with values
//! that are right and wrong, and tells where an answer is none of those that are described.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod server;

use std::path::Path;
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};
use server::Server;

/// Seconds that it may ask for.
const SECONDS: &str = "40";
/// What is held. Not that every query of the right shape is answered with success: `after=x` is text, and no page marker.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,\
                      response_schema_conformance,negative_data_rejection,missing_required_header,ignored_auth";

/// Where schemathesis is; installed into `target/` when it is missing.
fn schemathesis() -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(root.join("tests/tools/setup")).arg("schemathesis").current_dir(root).output().ok()?;
    let path = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    output.status.success().then(|| root.join(path).to_str().unwrap().to_owned())
}

fn main() {
    let arguments = Arguments::from_args();
    let program = schemathesis();
    let is_here = program.is_some();
    let skipped = if is_here { "" } else { " (skipped: pip gives no schemathesis here)" };
    let test = move || {
        the_api_is_what_it_says(&program.unwrap());
        Ok::<(), Failed>(())
    };
    let trial = Trial::test(format!("the_api_is_what_its_description_says{skipped}"), test).with_ignored_flag(!is_here);
    libtest_mimic::run(&arguments, vec![trial]).exit();
}

fn the_api_is_what_it_says(schemathesis: &str) {
    let server = Server::ward();
    let token = server.with_token("admin", &["read", "inventory", "alerts", "admin"]).token.unwrap();
    // RFC 6585 has a status of its own for a version that is missing.
    let statuses = "[checks.missing_required_header]\nexpected-statuses = [400, 401, 403, 406, 415, 422, 428]\n";
    std::fs::write(server.folder.path().join("schemathesis.toml"), statuses).unwrap();
    let output = Command::new(schemathesis)
        .arg("run")
        .arg(format!("http://{}/api/v1/openapi.json", server.address))
        .args(["--header", &format!("Authorization: Bearer {token}")])
        // A stream has no end; and the first token it finds to remove is the one it asks with.
        .args(["--exclude-path", "/api/v1/events", "--exclude-path", "/api/v1/tokens/{id}"])
        .args(["--checks", CHECKS, "--phases", "coverage,fuzzing", "--seed", "1", "--max-time", SECONDS])
        .args(["--continue-on-failure", "--warnings", "off", "--no-color"])
        .current_dir(server.folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    // That it asked, and for how much.
    let summary: Vec<&str> = said.lines().filter(|line| line.contains("Tested:") || line.contains("generated")).collect();
    println!("{summary:?}");
    let number = |word: &str| -> u32 {
        let line = summary.iter().find(|line| line.contains(word)).unwrap();
        line.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
    };
    assert!(number("Tested:") >= 25, "{said}");
}
