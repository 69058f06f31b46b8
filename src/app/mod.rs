//! Stub
pub struct Options { pub slide: Option<usize>, pub windowed: bool, pub screen: Option<String>, pub captions: bool }
pub fn run(_: std::path::PathBuf, _: Options) -> Result<(), String> { Err("not yet".into()) }
