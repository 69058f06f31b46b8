//! The program `cuecard`: its command line is the library's `cli`.

fn main() -> std::process::ExitCode {
    give_memory_back();
    cuecard::cli::run()
}

/// Pictures are large and come and go. glibc learns from the first that is freed to keep the next ones for itself, which
/// is tens of megabytes that nothing uses; told the size from which it asks the system, it gives them back.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "the allocator has no other door to this setting")]
fn give_memory_back() {
    const FROM: libc::c_int = 128 * 1024;
    // SAFETY: called before there is any other thread, with a parameter and a value that mallopt documents.
    unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, FROM) };
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_memory_back() {}
