//! Who may what is in the audit log, and no secret is.

use serde_json::{Value, json};

use super::server::{PASSWORD, Server};

fn told(log: &Value) -> Vec<String> {
    let text = |entry: &Value, part: &str| entry[part].as_str().unwrap_or_default().to_owned();
    let line = |entry: &Value| {
        let [who, what, subject, field, from, to] =
            ["who", "what", "subject", "field", "from", "to"].map(|part| text(entry, part));
        format!("{who} {what} {subject} {field}: {from} > {to}")
    };
    log.as_array().unwrap().iter().rev().map(line).collect()
}

#[test]
fn who_may_what_is_in_the_audit_log() {
    let server = Server::ward();
    let mut admin = server.signed_in("admin");
    let (first, second) = ("banjo glacier pepper nine", "violet anchor thirty spoons");
    let put = |client: &mut super::Client, role: &str, password: &str| {
        let answer = client.post("/admin/accounts", &[("name", "eve"), ("role", role), ("password", password)]);
        assert_eq!(answer.header("location"), "/admin/accounts?done=account", "{}", answer.body);
    };
    put(&mut admin, "viewer", first);
    put(&mut admin, "soc", "");
    let mut eve = server.client();
    assert_eq!(eve.post("/login", &[("name", "eve"), ("password", first)]).status, 303);
    eve.csrf = eve.get("/account").csrf();
    assert_eq!(eve.post("/account/password", &[("old", first), ("password", second), ("again", second)]).status, 303);
    eve.csrf = eve.get("/account").csrf();
    let made = eve.post("/account/tokens", &[("label", "siem"), ("scope", "read"), ("days", "30")]);
    let secret = made.body.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(secret.starts_with("ww_"), "{}", made.body);
    assert_eq!(admin.post("/admin/accounts/eve/remove", &[]).status, 303);
    let mut reader = server.with_token("admin", &["read", "admin"]);
    let log = reader.get("/api/v1/audit?limit=1000");
    let lines = told(&log.json());
    for line in [
        "admin account user eve role:  > viewer",
        "admin account user eve role: viewer > soc",
        "eve account user eve password:  > changed",
        "admin account user eve role: soc > ",
    ] {
        assert!(lines.iter().any(|known| known == line), "{line} is not in {lines:#?}");
    }
    assert!(
        lines.iter().any(|line| line.starts_with("eve token user eve token ") && line.contains("> siem: read; to ")),
        "{lines:#?}"
    );
    // What the command line did is there, too, by the user of the system.
    assert!(lines.iter().any(|line| line.ends_with("account user soc role:  > soc")), "{lines:#?}");
    for word in [first, second, PASSWORD, "argon2", secret.as_str(), "ww_"] {
        assert!(!log.body.contains(word), "{word} is in the audit log");
    }
    let page = admin.get("/audit?subject=user+eve&check=1");
    assert!(page.body.contains("The chain of") && page.body.contains("user eve") && page.body.contains("changed"));
    // Whoever is no administrator does not read who may what.
    let shown = server.with_token("biomed", &["read"]).get("/api/v1/audit?limit=1000").json();
    assert!(told(&shown).iter().all(|line| !line.contains(" account ") && !line.contains(" token ")), "{shown}");
    assert!(!server.signed_in("viewer").get("/audit").body.contains("user eve"));
    assert!(!server.with_token("admin", &["read"]).get("/api/v1/audit").body.contains("user eve"), "a token without the scope");
}

#[test]
fn a_lockout_is_told_once_and_without_what_was_typed() {
    let server = Server::ward();
    let typed = "violet anchor thirty spoons";
    let fail = |name: &str| server.client().post("/login", &[("name", name), ("password", "wrong wrong wrong wrong")]).status;
    for _ in 0..5 {
        assert_eq!((fail("viewer"), fail(typed)), (422, 422));
    }
    let log = server.with_token("admin", &["read", "admin"]).get("/api/v1/audit");
    let entries = log.json();
    let lockouts: Vec<&Value> = entries.as_array().unwrap().iter().filter(|entry| entry["what"] == "lockout").collect();
    let subjects: Vec<&Value> = lockouts.iter().rev().map(|entry| &entry["subject"]).collect();
    assert_eq!(subjects, [&json!("user viewer"), &json!("unknown account")]);
    assert_eq!((&lockouts[0]["who"], &lockouts[0]["to"]), (&json!("127.0.0.1"), &json!("has to wait after 5 failures")));
    assert!(!log.body.contains(typed), "what was typed for a name may be a password");
    let before: Vec<String> = told(&entries).into_iter().filter(|line| line.contains("sign-in failed user viewer")).collect();
    assert_eq!(
        before,
        ["127.0.0.1 sign-in failed user viewer password:  > 5 failures within a minute, from 127.0.0.1"],
        "what led to it stands before it, as one entry"
    );
}

#[test]
fn who_comes_and_goes_is_in_the_audit_log() {
    let server = Server::ward();
    let mut client = server.client();
    let try_with = |client: &mut super::Client, name: &str, password: &str| {
        client.post("/login", &[("name", name), ("password", password)]).status
    };
    let secret = "violet anchor thirty spoons";
    for _ in 0..3 {
        assert_eq!(try_with(&mut client, "soc", secret), 422);
    }
    assert_eq!(try_with(&mut client, secret, "soc"), 422, "a password in the field of the name");
    assert_eq!(try_with(&mut client, "soc", PASSWORD), 303);
    client.csrf = client.get("/account").csrf();
    assert_eq!(client.post("/logout", &[]).status, 303);
    let mut admin = server.with_token("admin", &["read", "admin"]);
    let log = admin.get("/api/v1/audit?subject=user+soc");
    let lines: Vec<String> = told(&log.json()).into_iter().filter(|line| line.contains(" sign-")).collect();
    assert_eq!(
        lines,
        [
            "127.0.0.1 sign-in failed user soc password:  > 3 failures within a minute, from 127.0.0.1",
            "soc sign-in user soc password:  > from 127.0.0.1",
            "soc sign-out user soc :  > from 127.0.0.1",
        ]
    );
    let whole = admin.get("/api/v1/audit?limit=1000").body;
    assert!(!whole.contains(secret) && !whole.contains(PASSWORD));
    // What was counted is told when its minute ends, and no later than when the process does.
    let server = server.again();
    let mut admin = server.with_token("admin", &["read", "admin"]);
    let log = admin.get("/api/v1/audit?subject=unknown+account");
    assert_eq!(told(&log.json()), ["127.0.0.1 sign-in failed unknown account password:  > 1 failure, from 127.0.0.1"]);
    assert!(!admin.get("/api/v1/audit?limit=1000").body.contains(secret));
    assert!(server.command(&["devices", "audit", "--verify"], "").contains("The audit log holds"));
    let shown = server.with_token("biomed", &["read"]).get("/api/v1/audit?limit=1000").json();
    assert!(told(&shown).iter().all(|line| !line.contains(" sign-")), "{shown}");
}
