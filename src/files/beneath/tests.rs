//! Folders whose maker means no good, and links that are honest.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::time::SystemTime;

use super::*;

fn words(beneath: &Beneath, path: &str) -> std::result::Result<String, ErrorKind> {
    let mut words = String::new();
    let read = beneath.read(path).and_then(|mut file| file.read_to_string(&mut words));
    read.map(|_| words).map_err(|why| why.kind())
}

#[test]
fn a_new_file_is_whole_and_what_was_left_of_others_goes() {
    let place = tempfile::tempdir().expect("a folder");
    let beneath = Beneath::open(place.path()).expect("it opens");
    let day = Duration::from_hours(25);
    for (name, age) in [(".cuecard-1-2.part", day), (".cuecard-young.part", Duration::ZERO), ("old.part", day)] {
        let file = fs::File::create(place.path().join(name)).expect("it is made");
        let now = file.metadata().and_then(|data| data.modified()).expect("it has a time");
        file.set_modified(now - age).expect("it takes a time");
    }
    beneath.write("a.toml", &[b"one ", b"two"]).expect("it writes");
    assert_eq!(words(&beneath, "a.toml").as_deref(), Ok("one two"));
    assert_eq!(beneath.files("").expect("it lists"), [".cuecard-young.part", "a.toml", "old.part"]);
    assert!(beneath.write("../a.toml", &[b"x"]).is_err_and(|why| why.kind() == ErrorKind::CrossesDevices));
    assert!(beneath.create("a.toml").is_err_and(|why| why.kind() == ErrorKind::AlreadyExists));
    let made = beneath.made_folder("takes").and_then(|_| beneath.made_folder("takes")).expect("it is made once");
    let mut log = made.create("log").expect("it is new");
    log.write_all(b"line\n").expect("it writes");
    assert!(made.has("log", &log));
    made.remove("log").expect("it goes");
    assert!(!made.has("log", &log));
    assert!(log.metadata().and_then(|data| data.modified()).is_ok_and(|then| then != SystemTime::UNIX_EPOCH));
}

#[cfg(unix)]
#[test]
fn links_are_read_as_far_as_they_stay_beneath_and_never_written_through() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().expect("a folder");
    let root = place.path().join("deck");
    fs::create_dir_all(root.join("pictures/old")).expect("they are made");
    fs::create_dir(place.path().join("outside")).expect("it is made");
    fs::write(place.path().join("outside/mine"), "mine").expect("it writes");
    fs::write(root.join("pictures/a.png"), "a").expect("it writes");
    let absolute = root.join("pictures/a.png");
    let links: [(&str, &Path); 13] = [
        ("same.png", Path::new("pictures/a.png")),
        ("pictures/old/up.png", Path::new("../a.png")),
        ("again.png", Path::new("same.png")),
        ("dir", Path::new("pictures/old/..")),
        ("out.png", Path::new("../outside/mine")),
        ("pictures/out.png", Path::new("../../outside/mine")),
        ("outdir", Path::new("../outside")),
        ("around.png", Path::new("../deck/pictures/a.png")),
        ("root.png", Path::new("/etc/hostname")),
        ("absolute.png", &absolute),
        ("loop.png", Path::new("loop.png")),
        ("nowhere.png", Path::new("no/such.png")),
        ("self", Path::new(".")),
    ];
    for (name, to) in links {
        symlink(to, root.join(name)).expect("it links");
    }
    symlink(&root, place.path().join("way")).expect("it links");
    for root in [root.clone(), place.path().join("way")] {
        let beneath = Beneath::open(&root).expect("a link to the folder itself is the presenter's");
        for good in ["pictures/a.png", "same.png", "pictures/old/up.png", "again.png", "dir/a.png", "self/same.png"] {
            assert_eq!(words(&beneath, good).as_deref(), Ok("a"), "{good}");
        }
        for out in
            ["out.png", "pictures/out.png", "outdir/mine", "around.png", "root.png", "absolute.png", "../outside/mine"]
        {
            assert_eq!(words(&beneath, out), Err(ErrorKind::CrossesDevices), "{out}");
        }
        for no in ["pictures", "dir", "self"] {
            assert_eq!(words(&beneath, no), Err(ErrorKind::IsADirectory), "{no}");
        }
        for wrong in ["loop.png", "nowhere.png", "gone.png", "same.png/x"] {
            assert!(words(&beneath, wrong).is_err(), "{wrong}");
        }
        assert_eq!(beneath.files("dir").expect("it lists"), ["a.png"]);
        assert_eq!(beneath.files("").expect("it lists"), ["again.png", "same.png"]);
        assert!(beneath.files("outdir").is_err());
        for link in ["outdir", "dir", "self"] {
            assert!(beneath.folder(link).is_err() && beneath.made_folder(link).is_err(), "{link}");
        }
        for link in ["out.png", "same.png", "nowhere.png"] {
            assert!(beneath.create(link).is_err_and(|why| why.kind() == ErrorKind::AlreadyExists), "{link}");
        }
    }
    let beneath = Beneath::open(&root).expect("it opens");
    for link in ["out.png", "same.png", "nowhere.png"] {
        beneath.write(link, &[b"new"]).expect("it gives way");
        assert_eq!(words(&beneath, link).as_deref(), Ok("new"));
    }
    assert_eq!(fs::read_to_string(place.path().join("outside/mine")).ok().as_deref(), Some("mine"));
    assert_eq!(words(&beneath, "pictures/a.png").as_deref(), Ok("a"));
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_are_no_files_and_nobody_waits_for_them() {
    let place = tempfile::tempdir().expect("a folder");
    let beneath = Beneath::open(place.path()).expect("it opens");
    let _socket = std::os::unix::net::UnixListener::bind(place.path().join("socket")).expect("it binds");
    assert!(process::Command::new("mkfifo").arg(place.path().join("pipe")).status().is_ok_and(|it| it.success()));
    for name in ["socket", "pipe"] {
        assert_eq!(words(&beneath, name), Err(ErrorKind::IsADirectory), "{name}");
    }
    assert!(beneath.files("").expect("it lists").is_empty());
}

/// While a name is swapped between a file of the folder and a link that leads out, no reading sees the outside.
#[cfg(unix)]
#[test]
fn a_link_that_comes_meanwhile_is_not_followed() {
    use std::os::unix::fs::symlink;
    use std::sync::atomic::AtomicBool;
    let place = tempfile::tempdir().expect("a folder");
    let root = place.path().join("deck");
    fs::create_dir_all(root.join("a")).expect("they are made");
    fs::create_dir(place.path().join("outside")).expect("it is made");
    for (folder, words) in [("outside", "outside"), ("deck/a", "inside")] {
        fs::write(place.path().join(folder).join("x"), words).expect("it writes");
    }
    fs::write(root.join("good"), "inside").expect("it writes");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                for outside in [true, false] {
                    let _ = fs::remove_file(root.join(".t"));
                    let made = if outside {
                        symlink("../outside/x", root.join(".t"))
                    } else {
                        fs::hard_link(root.join("good"), root.join(".t"))
                    };
                    made.and_then(|()| fs::rename(root.join(".t"), root.join("x"))).expect("it is swapped");
                    // A folder and a link change places too.
                    let (from, to) = if outside { ("a", "kept") } else { ("kept", "a") };
                    if !outside {
                        fs::remove_file(root.join("a")).expect("it is the link");
                    }
                    fs::rename(root.join(from), root.join(to)).expect("it is moved");
                    if outside {
                        symlink("../outside", root.join("a")).expect("it links");
                    }
                }
            }
        });
        let beneath = Beneath::open(&root).expect("it opens");
        let mut inside = 0;
        for _ in 0..20_000 {
            for name in ["x", "a/x"] {
                match words(&beneath, name) {
                    Ok(words) => {
                        assert_eq!(words, "inside", "{name}");
                        inside += 1;
                    }
                    Err(why) => assert!(
                        matches!(why, ErrorKind::CrossesDevices | ErrorKind::NotFound | ErrorKind::NotADirectory),
                        "{name}: {why:?}"
                    ),
                }
            }
        }
        done.store(true, Ordering::Relaxed);
        assert!(inside > 100, "the file was there at times");
    });
}
