//! The windows library's words for why there is no window → what to install or do, without a path of who built it.

/// Why no window opens, in a presenter's words.
pub fn reason(said: &str) -> String {
    let missing = |names: &[Library]| names.iter().filter(|it| !is_there(it.0)).copied().collect::<Vec<_>>();
    let lacking = [missing(&X11), missing(&WAYLAND), missing(&GRAPHICS)];
    judge(said, cfg!(target_os = "linux"), [&lacking[0], &lacking[1], &lacking[2]])
}

/// What is to be installed where libraries of a desktop are missing; nothing where all are there.
pub fn lacking() -> String {
    let all = X11.iter().chain(&WAYLAND[..2]).chain(&GRAPHICS);
    let lacking: Vec<Library> = all.copied().filter(|it| !is_there(it.0)).collect();
    if lacking.is_empty() { String::new() } else { install("libraries are missing", &lacking) }
}

/// A library by its file, and the package of Debian and Ubuntu that has it.
type Library = (&'static str, &'static str);

const X11: [Library; 7] = [
    ("libX11.so.6", "libx11-6"),
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libXcursor.so.1", "libxcursor1"),
    ("libXi.so.6", "libxi6"),
    ("libXrandr.so.2", "libxrandr2"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
];
const WAYLAND: [Library; 3] = [
    ("libwayland-client.so.0", "libwayland-client0"),
    ("libwayland-egl.so.1", "libwayland-egl1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
];
const GRAPHICS: [Library; 2] = [("libEGL.so.1", "libegl1"), ("libGL.so.1", "libgl1")];

/// `lacking`: of X11, of Wayland, of graphics; on other systems than Linux nothing is loaded by name.
fn judge(said: &str, linux: bool, [x11, wayland, graphics]: [&[Library]; 3]) -> String {
    let lower = said.to_lowercase();
    if said.contains("DISPLAY") && lower.contains("set") {
        return "there is no screen; start it on a desktop".to_owned();
    }
    // Where both kinds of desktop failed, the words are those of X11, which is asked last.
    let of_wayland = lower.contains("wayland");
    let of_keyboard = lower.contains("xkbcommon");
    let lacking = if of_wayland { wayland } else { x11 };
    if !lacking.is_empty() && (of_wayland || of_keyboard || lower.contains("xlib") || lower.contains("librar")) {
        return install("a library that every desktop has is missing", lacking);
    }
    if lower.contains("connection to x server") || lower.contains("xopendisplay") {
        return "the X server that DISPLAY names does not answer; start it on a desktop, as the user who is logged in"
            .to_owned();
    }
    if lower.contains("wayland compositor") {
        return "the desktop that WAYLAND_DISPLAY names does not answer; start it there, as the user who is logged in"
            .to_owned();
    }
    let graphics_fail = ["opengl", "egl", "glx", "wgl"].iter().any(|part| lower.contains(part));
    if graphics_fail && !linux {
        return "OpenGL 2.1 or later is needed: install the driver that the maker of the graphics card has for it, and \
                start Cuecard on the machine itself, not over a remote desktop"
            .to_owned();
    }
    if graphics_fail {
        let drivers = ("libgl1-mesa-dri", "libgl1-mesa-dri");
        let lacking: Vec<Library> = graphics.iter().copied().chain([drivers]).collect();
        let what = "OpenGL 2.1 or later is needed; Mesa's drivers bring it to every machine";
        return install(what, &lacking);
    }
    plain(said)
}

fn install(what: &str, lacking: &[Library]) -> String {
    let files: Vec<&str> = lacking.iter().map(|it| it.0).filter(|file| file.contains(".so")).collect();
    let packages: Vec<&str> = lacking.iter().map(|it| it.1).collect();
    let files = if files.is_empty() { String::new() } else { format!(" ({})", files.join(", ")) };
    format!("{what}{files}: on Debian and Ubuntu, apt install {}", packages.join(" "))
}

/// `said` without the place in the library's source that it came from.
fn plain(said: &str) -> String {
    let parts = said.split(": ").filter(|part| !part.contains(".rs:"));
    let kept = parts.collect::<Vec<_>>().join(": ");
    if kept.is_empty() { "the system gives no reason".to_owned() } else { kept }
}

#[cfg(target_os = "linux")]
fn is_there(name: &str) -> bool {
    // SAFETY: the windows library loads the same libraries in the same way; what they do on being loaded has been done
    // or is about to be.
    #[expect(unsafe_code, reason = "loading a library has no safe form")]
    unsafe { libloading::Library::new(name) }.is_ok()
}

#[cfg(not(target_os = "linux"))]
fn is_there(_name: &str) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::{GRAPHICS, Library, judge};

    const CURSOR: &[Library] = &[("libXcursor.so.1", "libxcursor1")];
    const PLACE: &str =
        "os error at /home/somebody/.cargo/registry/src/x/winit-0.30.13/src/platform_impl/linux/mod.rs:788: ";

    #[test]
    fn each_failure_names_what_is_missing_and_no_place_of_the_builder() {
        let place = |words: &str| format!("{PLACE}{words}");
        let cases: [(String, &[Library], &[Library], &str); 8] = [
            ("neither WAYLAND_DISPLAY nor DISPLAY is set".to_owned(), &[], &[], "start it on a desktop"),
            (place("Failed to load one of xlib's shared libraries"), CURSOR, &[], "(libXcursor.so.1): on Debian"),
            ("Library libxkbcommon-x11.so could not be loaded.".to_owned(), CURSOR, &[], "apt install libxcursor1"),
            (place("Failed to open connection to X server"), &[], &[], "does not answer"),
            (place("Could not find wayland compositor"), &[], &[], "WAYLAND_DISPLAY names does not answer"),
            ("OpenGL 2.1 or later is needed".to_owned(), &[], &GRAPHICS, "apt install libegl1 libgl1 libgl1-mesa-dri"),
            ("OpenGL 2.1 or later is needed".to_owned(), &[], &[], "apt install libgl1-mesa-dri"),
            (place("something new"), &[], &[], "something new"),
        ];
        for (said, x11, graphics, words) in cases {
            let told = judge(&said, true, [x11, &[], graphics]);
            assert!(told.contains(words), "{told}");
            assert!(!told.contains(".rs:") && !told.contains("/home"), "{told}");
        }
        // Elsewhere there is nothing to be installed by apt.
        for said in ["OpenGL 2.1 or later is needed", "glutin error: Wgl error"] {
            let told = judge(said, false, [&[], &[], &[]]);
            assert!(told.contains("driver") && !told.contains("apt"), "{told}");
        }
    }
}
