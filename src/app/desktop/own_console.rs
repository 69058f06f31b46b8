//! A start from the desktop on Windows → no empty console behind the windows, and words in a dialog that no terminal shows.
//!
//! Cuecard is a program of the terminal there, so that a terminal waits for it, shows what it prints and hears its exit
//! code. Started by a double click it is given a console of its own, which nobody asked for.

/// Closes the console if it is this program's alone.
#[cfg(windows)]
#[expect(unsafe_code, reason = "consoles have no safe form")]
pub fn leave() {
    use windows_sys::Win32::System::Console::{
        FreeConsole, GetConsoleProcessList, STD_ERROR_HANDLE, STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, SetStdHandle,
    };
    let mut programs = [0; 2];
    // SAFETY: the list holds as many numbers as is said. The streams of a console that is gone are taken away before
    // anything is printed: the standard library passes over a stream that is not there.
    unsafe {
        if GetConsoleProcessList(programs.as_mut_ptr(), 2) == 1 {
            FreeConsole();
            for stream in [STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE] {
                SetStdHandle(stream, std::ptr::null_mut());
            }
        }
    }
}

#[cfg(not(windows))]
pub fn leave() {}

/// Shows why the program ends, where there is no terminal to read it on.
#[cfg(windows)]
pub fn tell(why: &str) {
    use std::os::windows::io::AsRawHandle as _;
    if std::io::stderr().as_raw_handle().is_null() {
        let dialog = rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error);
        dialog.set_title("Cuecard").set_description(why).show();
    }
}

#[cfg(not(windows))]
pub fn tell(_why: &str) {}
