//! Work whose library may panic, and again while that unwinds → an error that says where, instead of an abort.

use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::guard::is_caught;
use crate::terminal::tell;

/// Where the work is, among the pages that it was told the names of.
#[derive(Clone)]
pub struct Guard {
    pages: Arc<[String]>,
    done: Arc<AtomicUsize>,
}

impl Guard {
    pub fn new(pages: Vec<String>) -> Self {
        Self { pages: pages.into(), done: Arc::default() }
    }

    /// So many pages are done.
    pub fn tell(&self, done: usize) {
        self.done.store(done, Ordering::Relaxed);
    }

    /// Does the work. If it panics, the program says at which page and ends at once: krilla's destructors assert, so a
    /// panic that came as far as them would abort it without a word.
    pub fn run<T>(&self, work: impl FnOnce() -> T) -> T {
        let usual = panic::take_hook();
        let guard = self.clone();
        panic::set_hook(Box::new(move |_| {
            if is_caught() {
                return;
            }
            tell(format_args!("cuecard: {}\n", guard.words()));
            std::process::exit(1);
        }));
        let done = work();
        panic::set_hook(usual);
        done
    }

    fn words(&self) -> String {
        let done = self.done.load(Ordering::Relaxed);
        match self.pages.get(done) {
            Some(page) => {
                format!("the PDF was not written: {page} cannot be drawn; is a picture or a font on it damaged?")
            }
            None => "the PDF was not written: is a picture or a font of the deck damaged?".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As krilla's surface does where it was not finished.
    struct Asserts;

    impl Drop for Asserts {
        fn drop(&mut self) {
            panic!("not finished");
        }
    }

    #[test]
    fn a_panic_in_a_panic_is_an_error_that_names_the_page() {
        let me = std::env::current_exe().expect("it runs");
        let arguments = ["--exact", "cli::guard::tests::panics_twice", "--ignored", "--nocapture"];
        let done = std::process::Command::new(me).args(arguments).output().expect("it starts");
        let words = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{words}");
        assert_eq!(
            words.trim(),
            "cuecard: the PDF was not written: slide 2 cannot be drawn; is a picture or a font on it damaged?"
        );
    }

    #[test]
    #[ignore = "the test above runs it in a process of its own"]
    fn panics_twice() {
        let guard = Guard::new(vec!["slide 1".to_owned(), "slide 2".to_owned()]);
        guard.run(|| {
            let _surface = Asserts;
            guard.tell(1);
            panic!("a number is not finite");
        });
    }
}
