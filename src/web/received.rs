//! What a channel receives, as the body of an answer.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use futures_core::Stream;
use tokio::sync::mpsc;

/// A piece of a body; an error breaks the answer off, so that nobody takes a part of it for the whole.
pub(super) type Piece = Result<Bytes, io::Error>;

/// The pieces that come out of a channel.
struct Received(mpsc::Receiver<Piece>);

impl Stream for Received {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// A body that is what comes out of a channel, as it comes.
pub(super) fn body(receiver: mpsc::Receiver<Piece>) -> Body {
    Body::from_stream(Received(receiver))
}
