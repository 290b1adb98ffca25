//! A form with files (RFC 7578), or one file sent by itself.

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use super::fault::Fault;
use super::fields::Fields;

/// The most bytes of all files together.
const MOST: usize = 12 << 20;
/// The most parts of a form.
const PARTS: usize = 64;
/// So much of a file's name is kept, in characters.
const NAME: usize = 120;

/// A file.
pub(crate) struct File {
    /// The form's field.
    field: String,
    /// What it is called; empty where nobody said.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) content: Bytes,
}

/// What was sent.
pub(crate) struct Upload {
    /// Fields that are no files; of a file sent by itself, the query.
    pub(crate) fields: Fields,
    files: Vec<File>,
}

impl Upload {
    /// The file of a field, unless none was chosen.
    pub(crate) fn file(&self, field: &str) -> Option<&File> {
        self.files.iter().find(|file| file.field == field && !file.content.is_empty())
    }
}

/// The last part of a path, without what cannot be shown.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.chars().filter(|c| !c.is_control()).take(NAME).collect()
}

fn wrong(error: &MultipartError) -> Fault {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Fault::TooLarge(MOST) } else { Fault::Bad(error.body_text()) }
}

async fn form(mut parts: Multipart) -> Result<Upload, Fault> {
    let mut upload = Upload { fields: Fields::default(), files: Vec::new() };
    let mut count = 0;
    while let Some(part) = parts.next_field().await.map_err(|error| wrong(&error))? {
        count += 1;
        if count > PARTS {
            return Err(Fault::Bad(format!("a form has at most {PARTS} parts")));
        }
        let field = part.name().unwrap_or_default().to_owned();
        let name = part.file_name().map(plain);
        let content = part.bytes().await.map_err(|error| wrong(&error))?;
        match name {
            Some(name) => upload.files.push(File { field, name, content }),
            None => upload.fields.0.push((field, String::from_utf8_lossy(&content).into_owned())),
        }
    }
    Ok(upload)
}

/// What was sent, where a file by itself is a manufacturer's usage description and no table.
pub(crate) struct Description(pub(crate) Upload);

/// The kinds that a table and a usage description (RFC 8520, 5) may have by themselves, with what is said of others.
const TABLE: (&[&str], &str) = (&["text/csv"], "send the table as text/csv, or as the file of a multipart/form-data form");
const DESCRIPTION: (&[&str], &str) = (
    &["application/mud+json", "application/json"],
    "send the profile as application/mud+json, or as the file of a multipart/form-data form",
);

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        Self::read(request, state, TABLE).await
    }
}

impl<S: Send + Sync> FromRequest<S> for Description {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        Upload::read(request, state, DESCRIPTION).await.map(Self)
    }
}

impl Upload {
    async fn read<S: Send + Sync>(mut request: Request, state: &S, (kinds, say): (&[&str], &str)) -> Result<Self, Fault> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
        let query = Fields::parse(request.uri().query().unwrap_or_default().as_bytes());
        if kind.starts_with("multipart/form-data") {
            DefaultBodyLimit::max(MOST).apply(&mut request);
            let parts = Multipart::from_request(request, state).await;
            let mut upload = form(parts.map_err(|error| Fault::Bad(error.body_text()))?).await?;
            upload.fields.0.extend(query.0);
            return Ok(upload);
        }
        if !kinds.iter().any(|one| kind.starts_with(one)) {
            return Err(Fault::Bad(say.to_owned()));
        }
        let content = axum::body::to_bytes(request.into_body(), MOST).await.map_err(|_| Fault::TooLarge(MOST))?;
        let file = File { field: "file".to_owned(), name: plain(query.text("file")), content };
        Ok(Self { fields: query, files: vec![file] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn sent(kind: &str, address: &str, body: impl Into<Body>) -> Result<Upload, Fault> {
        let request = Request::builder().uri(address).header("content-type", kind).body(body.into()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(Upload::from_request(request, &()))
    }

    #[test]
    fn forms_and_tables_are_read() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nsecret\r\n--x\r\nContent-Disposition: form-data; \
                    name=\"file\"; filename=\"C:\\\\a\\\\cmms.csv\"\r\nContent-Type: text/csv\r\n\r\na,b\r\n1,2\r\n\r\n--x\r\n\
                    Content-Disposition: form-data; name=\"own\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
        let upload = sent("multipart/form-data; boundary=x", "/exchange", body).unwrap();
        assert_eq!(upload.fields.text("csrf"), "secret");
        let file = upload.file("file").unwrap();
        assert_eq!((file.name.as_str(), &file.content[..]), ("cmms.csv", &b"a,b\r\n1,2\r\n"[..]));
        assert!(upload.file("own").is_none(), "nothing was chosen");
        let upload = sent("text/csv; charset=utf-8", "/api?mapping=generic&file=..%2Fx.csv", "a\n1\n").unwrap();
        assert_eq!((upload.fields.text("mapping"), upload.file("file").unwrap().name.as_str()), ("generic", "x.csv"));
    }

    #[test]
    fn what_is_too_large_or_something_else_is_told() {
        assert!(matches!(sent("text/csv", "/", vec![b'a'; MOST + 1]), Err(Fault::TooLarge(MOST))));
        let mut body = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n".to_vec();
        body.resize(MOST + 200, b'a');
        body.extend(b"\r\n--x--\r\n");
        assert!(matches!(sent("multipart/form-data; boundary=x", "/", body), Err(Fault::TooLarge(MOST))));
        let part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        let many = part.repeat(PARTS + 1) + "--x--\r\n";
        assert!(matches!(sent("multipart/form-data; boundary=x", "/", many), Err(Fault::Bad(_))));
        assert!(matches!(sent("application/json", "/", "{}"), Err(Fault::Bad(why)) if why.contains("text/csv")));
        let request = |kind| Request::builder().header("content-type", kind).body(Body::from("{}")).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let described = |kind| runtime.block_on(Description::from_request(request(kind), &()));
        assert!(described("application/mud+json").is_ok_and(|sent| sent.0.file("file").unwrap().content == "{}"));
        assert!(matches!(described("text/csv"), Err(Fault::Bad(why)) if why.contains("mud+json")));
        assert!(matches!(sent("multipart/form-data", "/", ""), Err(Fault::Bad(_))));
    }
}
