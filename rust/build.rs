//! Gives the engine's way of reading names a number of its own, made from its sources and tables: an index that was
//! made by another reading would find other names, so it is refused, and nobody has to remember to count a version up.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for folder in ["src", "data"] {
        println!("cargo:rerun-if-changed={folder}");
        collect(&root.join(folder), &mut files)?;
    }
    files.sort();
    // FNV-1a
    let mut hash: u32 = 0x811c_9dc5;
    for file in files {
        for byte in fs::read(file)? {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    println!("cargo:rustc-env=ARTICLE41_READING={hash}");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|x| x == "rs" || x == "csv" || x == "txt") {
            files.push(path);
        }
    }
    Ok(())
}
