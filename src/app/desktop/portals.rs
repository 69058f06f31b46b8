//! The desktop's portals (by D-Bus) → whether its own file chooser answers.

/// In words, or what is missing; `None` on systems that have choosers of their own.
#[cfg(target_os = "linux")]
pub fn chooser() -> Option<Result<String, String>> {
    use std::time::Duration;
    use zbus::blocking::{Proxy, connection};

    /// A portal that starts at the first question takes a moment; one that hangs would take all of it.
    const PATIENCE: Duration = Duration::from_secs(5);

    let version = |interface: &str| -> zbus::Result<u32> {
        let bus = connection::Builder::session()?.method_timeout(PATIENCE).build()?;
        let place = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
        Proxy::new(&bus, place.0, place.1, interface)?.get_property("version")
    };
    Some(match version("org.freedesktop.portal.FileChooser") {
        Ok(version) => Ok(format!("the desktop's file chooser answers (version {version})")),
        Err(_) => {
            Err("the desktop's file chooser does not answer, so Cuecard asks for paths in a field: on Debian and \
                       Ubuntu, apt install xdg-desktop-portal-gtk"
                .to_owned())
        }
    })
}

#[cfg(not(target_os = "linux"))]
pub fn chooser() -> Option<Result<String, String>> {
    None
}
