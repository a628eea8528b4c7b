//! Recognises a binary file's format by its first bytes, and reads an image's size from its header.
//!
//! Looks at a bounded part of the bytes; nothing is decoded. The numbers are those of the formats'
//! own specifications and of `magic(5)`. Knows nothing of file names.

use crate::model::content::Media;

/// Maximum number of JPEG segments before the frame header; cameras write a dozen.
const MAX_SEGMENTS: usize = 256;

/// Offset, bytes, and name of each format. Longer byte strings come before their prefixes.
const FORMATS: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"GIF87a", GIF),
    (0, b"GIF89a", GIF),
    (8, b"WEBP", WEBP),
    (8, b"WAVE", "WAV audio"),
    (8, b"AVI ", "AVI video"),
    (4, b"ftypavif", "AVIF image"),
    (4, b"ftypheic", "HEIC image"),
    (4, b"ftyp", "MP4 media"),
    (0, b"II*\0", "TIFF image"),
    (0, b"MM\0*", "TIFF image"),
    (0, b"\0\0\x01\0", "icon"),
    (0, b"8BPS\0\x01", "Photoshop image"),
    (0, b"%PDF-", "PDF document"),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "old Office document",
    ),
    (0, b"PK\x03\x04", "zip archive"),
    (0, b"PK\x05\x06", "zip archive, empty"),
    (0, b"\x1f\x8b", "gzip archive"),
    (0, b"BZh", "bzip2 archive"),
    (0, b"\xfd7zXZ\0", "xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "zstd archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (0, b"Rar!\x1a\x07", "RAR archive"),
    (257, b"ustar", "tar archive"),
    (0, b"!<arch>\n", "object archive"),
    (0, b"\x7fELF", "ELF program"),
    (0, b"\0asm", "WebAssembly module"),
    (0, b"\xcf\xfa\xed\xfe", "macOS program"),
    (0, b"\xce\xfa\xed\xfe", "macOS program"),
    (0, b"dex\n03", "Android program"),
    (0, b"SQLite format 3\0", "SQLite database"),
    (0, b"PAR1", "Parquet table"),
    (0, b"\x89HDF\r\n\x1a\n", "HDF5 data"),
    (0, b"\x93NUMPY", "NumPy array"),
    (0, b"wOFF", "WOFF font"),
    (0, b"wOF2", "WOFF2 font"),
    (0, b"OTTO", "OpenType font"),
    (0, b"true\0", "TrueType font"),
    (0, b"\0\x01\0\0\0", "TrueType font"),
    (0, b"ID3", "MP3 audio"),
    (0, b"fLaC", "FLAC audio"),
    (0, b"OggS", "Ogg media"),
    (0, b"\x1a\x45\xdf\xa3", "Matroska or WebM video"),
    (0, b"\xde\x12\x04\x95", "translations (gettext)"),
    (0, b"\xff\xfe\0\0", "UTF-32 text"),
    (0, b"\0\0\xfe\xff", "UTF-32 text"),
    (0, b"\xff\xfe", "UTF-16 text"),
    (0, b"\xfe\xff", "UTF-16 text"),
];

const PNG: &str = "PNG image";
const JPEG: &str = "JPEG image";
const GIF: &str = "GIF image";
const WEBP: &str = "WebP image";

/// Recognises a known format by the first bytes.
pub(super) fn recognise(bytes: &[u8]) -> Option<Media> {
    let begins = |at: usize, magic: &[u8]| bytes.get(at..at + magic.len()) == Some(magic);
    // Two formats share these first bytes; the next ones decide.
    if begins(0, b"\xca\xfe\xba\xbe") {
        // A class file's version is 45 or more; a universal program has a few parts.
        let java = be32(bytes, 4).is_some_and(|number| number >= 45);
        let format = if java { "Java class" } else { "macOS program" };
        return Some(Media {
            format,
            pixels: None,
        });
    }
    if begins(0, b"MZ") {
        return Some(Media {
            format: "Windows program",
            pixels: None,
        });
    }
    if begins(0, b"BM") && le32(bytes, 14).is_some_and(|header| (12..=124).contains(&header)) {
        let pixels = Some((
            le32(bytes, 18)?,
            le32(bytes, 22)?.cast_signed().unsigned_abs(),
        ));
        return Some(Media {
            format: "BMP image",
            pixels,
        });
    }
    let (.., format) = FORMATS.iter().find(|(at, magic, _)| begins(*at, magic))?;
    let pixels = match *format {
        PNG if begins(12, b"IHDR") => be32(bytes, 16).zip(be32(bytes, 20)),
        GIF => le16(bytes, 6).zip(le16(bytes, 8)),
        WEBP => webp(bytes),
        JPEG => jpeg(bytes),
        _ => None,
    };
    Some(Media { format, pixels })
}

/// Reads the size from the frame header: skips segments by their length until one of the SOF
/// markers.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    for _ in 0..MAX_SEGMENTS {
        let (0xff, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?) else {
            return None;
        };
        match marker {
            // Filling, and markers without a length.
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            // The image itself, or its end, without a frame header.
            0xd9 | 0xda => return None,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return be16(bytes, at + 7).zip(be16(bytes, at + 5));
            }
            _ => at += 2 + usize::try_from(be16(bytes, at + 2)?).ok()?,
        }
    }
    None
}

/// Reads the size from the first chunk: lossy, lossless, or extended.
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8 " => le16(bytes, 26)
            .zip(le16(bytes, 28))
            .map(|(wide, high)| (wide & 0x3fff, high & 0x3fff)),
        b"VP8L" => le32(bytes, 21).map(|both| ((both & 0x3fff) + 1, (both >> 14 & 0x3fff) + 1)),
        b"VP8X" => {
            let three = |at| Some((le32(bytes, at)? & 0xff_ffff) + 1);
            // The second number's four bytes may reach past a file with nothing else.
            let high = le16(bytes, 27)? | u32::from(*bytes.get(29)?) << 16;
            Some((three(24)?, high + 1))
        }
        _ => None,
    }
}

fn four(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..)?.first_chunk().copied()
}

fn two(bytes: &[u8], at: usize) -> Option<[u8; 2]> {
    bytes.get(at..)?.first_chunk().copied()
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    four(bytes, at).map(u32::from_be_bytes)
}

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    four(bytes, at).map(u32::from_le_bytes)
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    two(bytes, at).map(|two| u16::from_be_bytes(two).into())
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    two(bytes, at).map(|two| u16::from_le_bytes(two).into())
}
