//! `wardwatch users`: who may use pages and API.

use std::io::{BufRead, IsTerminal, Write as _};

use super::output::{self, Format};
use super::{Exit, Failure, Outcome, user};
use crate::daemon::now;
use crate::store::{self, Account, Accounts, Opening, Role, Token};
use crate::web::access::{self, May, password};

const EXAMPLES: &str = "\
Examples:
  wardwatch users list
  wardwatch users add ann --role biomed            asks for the password
  wardwatch users add ann --role biomed < FILE     takes the first line of FILE as the password
  wardwatch users role ann admin
  wardwatch users token siem --scope read --scope alerts --days 365

Roles: viewer looks at everything; biomed keeps inventory and clinical records; soc handles alerts; admin does all.";

/// Arguments of `wardwatch users`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    places: super::Places,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List accounts and their tokens
    List {
        /// How to print the list
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Make an account; the password is asked for, or read from standard input
    Add {
        /// Name
        name: String,
        /// What they do here
        #[arg(long, value_parser = role)]
        role: Role,
    },
    /// Change a password; all sessions of the account end
    Password {
        /// Name
        name: String,
    },
    /// Change a role; all sessions of the account end
    Role {
        /// Name
        name: String,
        /// viewer, biomed, soc or admin
        #[arg(value_parser = role)]
        role: Role,
    },
    /// Remove an account, its sessions and its tokens
    Remove {
        /// Name
        name: String,
    },
    /// Make a token by which a program uses the API for an account; it is shown once
    Token {
        /// Name of the account
        name: String,
        /// What it may do of what the account may: read, inventory, alerts, admin
        #[arg(long = "scope", value_parser = scope, default_value = "read")]
        scopes: Vec<String>,
        /// What it is for
        #[arg(long, default_value = "made on the command line")]
        label: String,
        /// Days until it ends
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=730))]
        days: u32,
    },
}

fn role(text: &str) -> Result<Role, String> {
    text.parse()
}

fn scope(text: &str) -> Result<String, String> {
    let known: Vec<&str> = May::ALL.iter().map(|may| may.slug()).collect();
    if known.contains(&text) { Ok(text.to_owned()) } else { Err(format!("there are: {}", known.join(" "))) }
}

/// Runs the command.
pub(super) fn run(args: &Args) -> Outcome {
    let config = args.places.configured()?;
    let mut store = store::accounts(&config.store_url, Opening::Create)?;
    match &args.command {
        Command::List { format } => list(store.as_ref(), *format)?,
        Command::Add { name, role } => add(store.as_mut(), &name.to_lowercase(), *role)?,
        Command::Password { name } => {
            let account = known(store.as_ref(), name)?;
            let hash = new_password(&account.name)?;
            store.put_account(&Account { password: hash, changed: now(), ..account }, &user())?;
            output::line(&format!("the password of {name} is changed; their sessions are ended"));
        }
        Command::Role { name, role } => {
            let account = known(store.as_ref(), name)?;
            store.put_account(&Account { role: *role, changed: now(), ..account }, &user())?;
            output::line(&format!("{name} is {role} now; their sessions are ended"));
        }
        Command::Remove { name } => {
            if !store.remove_account(&name.to_lowercase(), &user(), now())? {
                return Err(nobody(name));
            }
            output::line(&format!("{name} is removed"));
        }
        Command::Token { name, scopes, label, days } => token(store.as_mut(), name, scopes, label, *days)?,
    }
    Ok(Exit::Good)
}

fn nobody(name: &str) -> Failure {
    Failure(format!("there is no account {name}; `wardwatch users list` shows what there is"))
}

fn known(store: &dyn Accounts, name: &str) -> Result<Account, Failure> {
    store.account(&name.to_lowercase())?.ok_or_else(|| nobody(name))
}

fn list(store: &dyn Accounts, format: Format) -> Result<(), Failure> {
    let (accounts, tokens) = (store.accounts()?, store.tokens(None)?);
    if accounts.is_empty() && format == Format::Table {
        output::line("No accounts yet: `wardwatch users add NAME --role admin` makes the first.");
        return Ok(());
    }
    let short = |time: crate::base::Timestamp| time.to_string().get(..10).unwrap_or_default().to_owned();
    let row = |account: &Account| {
        let own = tokens.iter().filter(|token| token.account == account.name);
        let own: Vec<String> =
            own.map(|token| format!("{} ({}, to {})", token.label, token.scopes.join("+"), short(token.expires))).collect();
        vec![account.name.clone(), account.role.to_string(), short(account.made), short(account.changed), own.join("; ")]
    };
    output::rows(format, &["name", "role", "made", "changed", "tokens"], accounts.iter().map(row))
}

fn add(store: &mut dyn Accounts, name: &str, role: Role) -> Result<(), Failure> {
    access::name(name).map_err(Failure)?;
    if store.account(name)?.is_some() {
        return Err(Failure(format!(
            "there is an account {name} already; `wardwatch users password {name}` changes its password"
        )));
    }
    let hash = new_password(name)?;
    let at = now();
    store.put_account(&Account { name: name.to_owned(), role, password: hash, made: at, changed: at }, &user())?;
    output::line(&format!("{name} can sign in as {role}"));
    Ok(())
}

fn token(store: &mut dyn Accounts, name: &str, scopes: &[String], label: &str, days: u32) -> Result<(), Failure> {
    let account = known(store, name)?;
    let allowed = |scope: &&String| May::ALL.iter().any(|may| may.slug() == scope.as_str() && may.of(account.role));
    if let Some(scope) = scopes.iter().find(|scope| !allowed(scope)) {
        return Err(Failure(format!("{name} is {}, which may not {scope}", account.role)));
    }
    let (secret, digest) = access::new_token().map_err(Failure)?;
    let (made, scopes) = (now(), scopes.to_vec());
    let expires = made.plus_seconds(days.saturating_mul(86_400));
    let token = Token { id: 0, account: account.name, label: label.to_owned(), digest, scopes, made, expires, used: None };
    store.add_token(&token, &user())?;
    output::line(&secret);
    Ok(())
}

/// Asks for a new password at a terminal, twice and unseen; else reads one line. Answers its hash.
fn new_password(account: &str) -> Result<String, Failure> {
    let typed = if std::io::stdin().is_terminal() {
        let first = ask("New password (at least 15 characters): ")?;
        if ask("Once more: ")? != first {
            return Err(Failure("the two passwords differ; nothing was changed".to_owned()));
        }
        first
    } else {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    password::check(&typed, account).map_err(Failure)?;
    password::hash(&typed).map_err(Failure)
}

/// Asks a question and reads the answer without showing it.
fn ask(question: &str) -> Result<String, Failure> {
    let mut error = std::io::stderr();
    let _ = write!(error, "{question}");
    let _ = error.flush();
    let unseen = Unseen::begin();
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    drop(unseen);
    let _ = writeln!(error);
    read?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// While it lives the terminal does not show what is typed.
struct Unseen(Option<libc::termios>);

impl Unseen {
    #[allow(unsafe_code, reason = "two system calls on the terminal")]
    fn begin() -> Self {
        // SAFETY: an all-zero termios is a valid value of this plain C struct, and both calls get a pointer to it that is
        // valid for the call; they fail on what is no terminal (tcgetattr(3)).
        unsafe {
            let mut settings: libc::termios = std::mem::zeroed();
            if libc::tcgetattr(libc::STDIN_FILENO, &raw mut settings) != 0 {
                return Self(None);
            }
            let quiet = libc::termios { c_lflag: settings.c_lflag & !libc::ECHO, ..settings };
            libc::tcsetattr(libc::STDIN_FILENO, libc::TCSANOW, &raw const quiet);
            Self(Some(settings))
        }
    }
}

impl Drop for Unseen {
    #[allow(unsafe_code, reason = "one system call on the terminal")]
    fn drop(&mut self) {
        if let Some(settings) = &self.0 {
            // SAFETY: the pointer is to a value that tcgetattr filled.
            unsafe {
                libc::tcsetattr(libc::STDIN_FILENO, libc::TCSANOW, settings);
            }
        }
    }
}
