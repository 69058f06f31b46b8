//! The program `cuecard`: its command line is the library's `cli`.

fn main() -> std::process::ExitCode {
    give_memory_back();
    mind_no_limit();
    mind_children();
    cuecard::cli::run()
}

/// Pictures are large and come and go. glibc learns from the first that is freed to keep the next ones for itself, which
/// is tens of megabytes that nothing uses; told the size from which it asks the system, it gives them back. A helper keeps what
/// is no picture, and a little of what it has freed: to compress a stream takes a third of a megabyte, and a file has many.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "the allocator has no other door to this setting")]
fn give_memory_back() {
    const FROM: libc::c_int = 128 * 1024;
    const OF_HELPER: libc::c_int = 1024 * 1024;
    let is_helper = std::env::args_os().nth(1).is_some_and(|word| word == "helper");
    let from = if is_helper { OF_HELPER } else { FROM };
    // SAFETY: called before there is any other thread, with parameters and values that mallopt documents.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, from);
        libc::mallopt(libc::M_TRIM_THRESHOLD, 2 * from);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_memory_back() {}

/// A file that may not grow any more is a fault to be told of, not the end of a talk.
#[cfg(unix)]
#[expect(unsafe_code, reason = "the standard library sets no signal")]
fn mind_no_limit() {
    // SAFETY: called before there is any other thread; the signal is ignored, so no handler of ours can run.
    unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
}

#[cfg(not(unix))]
fn mind_no_limit() {}

/// A program that does not care for its children has the system forget how they ended, and hands that on to what it starts.
#[cfg(unix)]
#[expect(unsafe_code, reason = "the standard library sets no signal")]
fn mind_children() {
    // SAFETY: called before there is any other thread or process of ours; it is what each program begins with.
    unsafe { libc::signal(libc::SIGCHLD, libc::SIG_DFL) };
}

#[cfg(not(unix))]
fn mind_children() {}
