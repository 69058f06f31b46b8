//! X11 only: lets the windows library hear of screens that are plugged in and out.
//!
//! It asks the server for such news but reads them through Xlib, which drops events of an extension that nobody has
//! introduced to it. libXrandr does that when it is first asked whether the server has the extension.

use winit::event_loop::ActiveEventLoop;

#[cfg(all(unix, not(target_os = "macos")))]
pub fn listen(events: &ActiveEventLoop) {
    use winit::raw_window_handle::{HasDisplayHandle, RawDisplayHandle};
    use x11_dl::xrandr::Xrandr;

    let Ok(handle) = events.display_handle() else {
        return;
    };
    // Without the library the screens of the start stay known, which is what there was before.
    if let RawDisplayHandle::Xlib(xlib) = handle.as_raw()
        && let Some(display) = xlib.display
        && let Ok(library) = Xrandr::open()
    {
        let (mut first_event, mut first_error) = (0, 0);
        // SAFETY: `display` is the open display of the running event loop, which outlives this call; it is only used
        // on this thread; both results are written to places that live until the call returns.
        #[expect(unsafe_code, reason = "the one question that introduces the extension has no safe form")]
        unsafe {
            (library.XRRQueryExtension)(display.as_ptr().cast(), &raw mut first_event, &raw mut first_error);
        }
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
pub fn listen(_events: &ActiveEventLoop) {}
