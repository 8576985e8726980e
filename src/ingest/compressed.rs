//! Plain bytes out of gzip and zstd, told by their first bytes, not by the name.

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Read};

/// Wraps a stream in the decompressor its first bytes ask for.
pub(super) fn open(reader: impl Read + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let mut reader = BufReader::with_capacity(64 << 10, reader);
    let head = fill(&mut reader)?;
    if head.starts_with(&[0x1f, 0x8b]) {
        let decoder = flate2::bufread::MultiGzDecoder::new(reader);
        return Ok(Box::new(BufReader::with_capacity(64 << 10, decoder)));
    }
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) || (head.len() > 3 && head[1..4] == [0x2a, 0x4d, 0x18]) {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MAX_WINDOW);
        let frames = Frames { source: reader, decoder, inside: false };
        return Ok(Box::new(BufReader::with_capacity(64 << 10, frames)));
    }
    Ok(Box::new(reader))
}

/// Fills the buffer, trying again when a signal interrupts.
pub(super) fn fill<R: BufRead + ?Sized>(reader: &mut R) -> io::Result<&[u8]> {
    loop {
        match reader.fill_buf() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
            Ok(_) => break,
        }
    }
    reader.fill_buf()
}

/// Windows up to those of `zstd --long` are accepted.
const MAX_WINDOW: u64 = 128 << 20;

/// All frames of a zstd stream in sequence, skippable ones left out.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    /// Whether a frame's header has been read and its end has not.
    inside: bool,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.inside {
                while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                    let step = BlockDecodingStrategy::UptoBlocks(1);
                    self.decoder.decode_blocks(&mut self.source, step).map_err(damaged)?;
                }
                let read = self.decoder.read(buffer)?;
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
                self.inside = false;
            }
            if fill(&mut self.source)?.is_empty() {
                return Ok(0);
            }
            match self.decoder.init(&mut self.source) {
                Ok(()) => self.inside = true,
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut self.source.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(e) => return Err(damaged(e)),
            }
        }
    }
}

fn damaged(e: FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, e.to_string())
}
