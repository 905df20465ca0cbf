//! Changed files as one archive that keeps their folders: POSIX ustar, the plainest there is.

const BLOCK: usize = 512;

/// The archive. Files whose path is longer than the format's hundred bytes are left out.
pub fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = Vec::new();
    for (path, text) in files {
        let Some(header) = header(path, text.len()) else { continue };
        archive.extend_from_slice(&header);
        archive.extend_from_slice(text.as_bytes());
        archive.resize(archive.len().next_multiple_of(BLOCK), 0);
    }
    archive.resize(archive.len() + 2 * BLOCK, 0);
    archive
}

fn header(path: &str, length: usize) -> Option<[u8; BLOCK]> {
    let mut header = [0; BLOCK];
    let mut put = |at: usize, bytes: &[u8]| -> Option<()> {
        header.get_mut(at..at + bytes.len())?.copy_from_slice(bytes);
        Some(())
    };
    put(0, path.as_bytes()).filter(|()| path.len() < 100)?;
    put(100, b"0000644\0")?;
    put(108, b"0000000\0")?;
    put(116, b"0000000\0")?;
    put(124, format!("{length:011o}\0").as_bytes())?;
    put(136, b"00000000000\0")?;
    put(148, b"        ")?;
    put(156, b"0")?;
    put(257, b"ustar\x0000")?;
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header.get_mut(148..156)?.copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Some(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_what_tar_reads() {
        let archive = archive(&[("copy/en.yaml", "copy:\n"), (&"x".repeat(100), "too long"), ("b", "")]);
        assert_eq!(archive.len(), 5 * BLOCK);
        assert_eq!(&archive[..12], b"copy/en.yaml");
        assert_eq!(&archive[124..135], b"00000000006");
        assert_eq!(&archive[BLOCK..BLOCK + 6], b"copy:\n");
        let sum: u32 = archive[..BLOCK].iter().map(|byte| u32::from(*byte)).sum();
        let blanks: u32 = archive[148..156].iter().map(|byte| u32::from(*byte)).sum();
        assert_eq!(&archive[148..156], format!("{:06o}\0 ", sum - blanks + 8 * 32).as_bytes());
    }
}
