//! The program `cuecard`: its command line is the library's `cli`.

fn main() -> std::process::ExitCode {
    cuecard::cli::run()
}
