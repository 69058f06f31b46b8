//! How large the desktop wants letters in all programs → how much larger the windows are drawn; 1 is as they are made.

/// What is heeded: windows for half as large letters could not be read, and at more than twice nothing has room.
const BOUNDS: (f32, f32) = (1.0, 2.0);

/// How much larger a window is drawn than its screen asks for by itself (`native`). `apart`: the window system says nothing
/// of letters. X11 has one number for both, which has the desktop's wish in it wherever the desktop sets that.
#[must_use]
pub fn zoom(wish: f32, native: f32, apart: bool) -> f32 {
    let told = !apart && (native - 1.0).abs() > 0.01;
    if told || !wish.is_finite() { 1.0 } else { wish.clamp(BOUNDS.0, BOUNDS.1) }
}

/// What Windows has in its registry, in percent; nothing stands there before somebody changed it.
#[cfg(any(windows, test))]
fn of_percent(percent: Option<u32>) -> f32 {
    percent.map_or(1.0, |percent| percent as f32 / 100.0)
}

#[cfg(target_os = "linux")]
pub use portal::heed;
#[cfg(windows)]
pub use registry::heed;

/// Other systems scale windows with their letters, or say it in no way that is heard here.
#[cfg(not(any(target_os = "linux", windows)))]
pub fn heed(_crew: &crate::crew::Crew, _heed: impl Fn(f32) + Send + 'static) {}

#[cfg(any(target_os = "linux", windows))]
const JOB: crate::crew::Job = crate::crew::Job {
    name: "letters",
    work: "Asking how large the desktop wants letters",
    remedy: "If they are too small, start Cuecard again.",
};

#[cfg(windows)]
#[expect(unsafe_code, reason = "the registry has no safe form")]
mod registry {
    use std::ptr::{null, null_mut};

    use windows_sys::Win32::Foundation::ERROR_SUCCESS;
    use windows_sys::Win32::System::Registry::{
        HKEY, HKEY_CURRENT_USER, KEY_NOTIFY, KEY_QUERY_VALUE, REG_NOTIFY_CHANGE_LAST_SET, RRF_RT_REG_DWORD,
        RegCloseKey, RegGetValueW, RegNotifyChangeKeyValue, RegOpenKeyExW,
    };
    use windows_sys::core::w;

    use super::{JOB, of_percent};
    use crate::crew::Crew;

    /// Calls `heed` with how large letters are to be (Settings, Accessibility, Text size), now and whenever that changes.
    pub fn heed(crew: &Crew, heed: impl Fn(f32) + Send + 'static) {
        let follow = move || {
            let Some(key) = Key::open() else { return };
            heed(of_percent(key.percent()));
            while key.changes() {
                heed(of_percent(key.percent()));
            }
        };
        drop(crew.detached(JOB, follow));
    }

    /// What the user asks of all programs for the sake of their eyes.
    struct Key(HKEY);

    impl Key {
        fn open() -> Option<Self> {
            let (mut key, rights) = (null_mut(), KEY_QUERY_VALUE | KEY_NOTIFY);
            // SAFETY: the path is a constant that ends with a zero, and the key has a place.
            let answer = unsafe {
                RegOpenKeyExW(HKEY_CURRENT_USER, w!("Software\\Microsoft\\Accessibility"), 0, rights, &raw mut key)
            };
            (answer == ERROR_SUCCESS).then_some(Self(key))
        }

        fn percent(&self) -> Option<u32> {
            let (mut percent, mut size) = (0_u32, size_of::<u32>() as u32);
            // SAFETY: the key is open, the name ends with a zero, and the number has as many bytes as is said.
            let answer = unsafe {
                let place = (&raw mut percent).cast();
                RegGetValueW(self.0, null(), w!("TextScaleFactor"), RRF_RT_REG_DWORD, null_mut(), place, &raw mut size)
            };
            (answer == ERROR_SUCCESS).then_some(percent)
        }

        /// Waits until a value changes; false if that is never told.
        fn changes(&self) -> bool {
            // SAFETY: the key is open; without an event the call itself waits.
            unsafe { RegNotifyChangeKeyValue(self.0, 0, REG_NOTIFY_CHANGE_LAST_SET, null_mut(), 0) == ERROR_SUCCESS }
        }
    }

    impl Drop for Key {
        fn drop(&mut self) {
            // SAFETY: it was opened here and is not used any more.
            unsafe { RegCloseKey(self.0) };
        }
    }
}

#[cfg(target_os = "linux")]
mod portal {
    use zbus::blocking::{Proxy, connection};
    use zbus::zvariant::{OwnedValue, Value};

    use super::JOB;
    use crate::crew::Crew;

    /// Where desktops have it, and the portal hands it on.
    const PLACE: (&str, &str) = ("org.gnome.desktop.interface", "text-scaling-factor");

    /// Calls `heed` with how large letters are to be, now and whenever that changes, where the desktop says it.
    pub fn heed(crew: &Crew, heed: impl Fn(f32) + Send + 'static) {
        // A desktop without portals has no such wish.
        drop(crew.detached(JOB, move || follow(&heed).unwrap_or_default()));
    }

    fn follow(heed: &impl Fn(f32)) -> zbus::Result<()> {
        let bus = connection::Builder::session()?.build()?;
        let (name, path) = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
        let portal = Proxy::new(&bus, name, path, "org.freedesktop.portal.Settings")?;
        let mut changes = portal.receive_signal("SettingChanged")?;
        // Portals of before 2023 know the older question alone.
        let read: OwnedValue = portal.call("ReadOne", &PLACE).or_else(|_| portal.call("Read", &PLACE))?;
        size(&read).into_iter().for_each(heed);
        loop {
            let Some(change) = changes.next() else { return Ok(()) };
            let body = change.body();
            let Ok((space, key, value)) = body.deserialize::<(&str, &str, Value<'_>)>() else { continue };
            if (space, key) == PLACE {
                size(&value).into_iter().for_each(heed);
            }
        }
    }

    /// The older question's answer is wrapped twice.
    fn size(value: &Value<'_>) -> Option<f32> {
        match value {
            Value::F64(number) => Some(*number as f32),
            Value::Value(inside) => size(inside),
            _ => None,
        }
    }

    #[cfg(test)]
    mod tests {
        use zbus::zvariant::Value;

        #[test]
        fn a_number_is_found_however_it_is_wrapped() {
            let wrapped = |value: Value<'static>| Value::Value(Box::new(value));
            assert_eq!(super::size(&Value::F64(1.5)), Some(1.5));
            assert_eq!(super::size(&wrapped(wrapped(Value::F64(1.25)))), Some(1.25));
            assert_eq!(super::size(&Value::from("large")), None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{of_percent, zoom};

    #[test]
    fn windows_grow_with_the_wish_within_bounds() {
        assert_eq!([1.0, 1.5, 2.0].map(|wish| zoom(wish, 1.0, true)), [1.0, 1.5, 2.0]);
        assert_eq!([0.5, 3.0, f32::NAN].map(|wish| zoom(wish, 2.0, true)), [1.0, 2.0, 1.0]);
    }

    #[test]
    fn percents_of_windows_are_sizes_and_none_is_the_usual() {
        let sizes = [None, Some(100), Some(150), Some(225), Some(0)].map(of_percent);
        assert_eq!(sizes, [1.0, 1.0, 1.5, 2.25, 0.0]);
        assert_eq!(sizes.map(|wish| zoom(wish, 1.5, true)), [1.0, 1.0, 1.5, 2.0, 1.0]);
    }

    #[test]
    fn what_x11_has_in_its_scale_is_not_counted_twice() {
        assert_eq!((zoom(1.5, 1.5, false), zoom(1.5, 1.0, false)), (1.0, 1.5));
    }
}
