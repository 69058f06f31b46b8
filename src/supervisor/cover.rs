//! X11 only: the stage's last picture → a window of the parent's own that stands where the stage was, from the moment at
//! which that is gone until it is there again. The audience never sees the desktop.
//!
//! The picture stays in the X server: it is copied from window to window there. On Wayland no program may put a window
//! somewhere, and there is no such window.

use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::errors::{ConnectionError, ReplyOrIdError};
use x11rb::protocol::xproto::{
    AtomEnum, ChangeWindowAttributesAux, ConfigureWindowAux, ConnectionExt, CreateGCAux, CreateWindowAux, EventMask,
    PropMode, StackMode, SubwindowMode, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::crew::{Crew, Job};
use crate::memory;

use super::words::Stage;

const JOB: Job = Job { name: "cover", work: "Keeping the stage dark", remedy: "" };
/// A picture that is about to go is copied this often at most.
const COPY_EVERY: Duration = Duration::from_millis(400);
/// Looks without a word of the windows, after which the X server is asked whether it is at work.
const QUIET: u32 = 6;
/// Looks without a word of the windows, which say something more often than that.
const LATE: u32 = 2;
/// And so many looks later it should have answered.
const UNANSWERED: u32 = 4;

/// What is asked of the thread.
enum Order {
    Follow(Stage),
    Put(Stage),
    TakeAway,
    CutOff(Stage),
    Answer(Sender<()>),
}

/// The window, once there is a stage on X11.
#[derive(Default)]
pub struct Cover {
    crew: Crew,
    orders: Option<Sender<Order>>,
    /// Looks since the windows' last word.
    quiet: u32,
    /// The X server was asked.
    asked: Option<Receiver<()>>,
}

impl Cover {
    /// The windows are at work, and the stage is there.
    pub fn follow(&mut self, stage: Option<Stage>) {
        (self.quiet, self.asked) = (0, None);
        // Only X11 has windows with numbers.
        if let Some(stage) = stage.filter(|stage| stage.window != 0) {
            self.order(Order::Follow(stage));
        }
    }

    /// The stage is gone, or about to be.
    pub fn put(&mut self, stage: Option<Stage>) {
        if let Some(stage) = stage.filter(|stage| stage.window != 0) {
            self.order(Order::Put(stage));
        }
    }

    /// The stage is there again.
    pub fn take_away(&mut self) {
        if self.orders.is_some() {
            self.order(Order::TakeAway);
        }
    }

    /// What cannot be killed holds its windows: the X server takes them from it.
    pub fn cut_off(&mut self, stage: Option<Stage>) {
        if let Some(stage) = stage.filter(|stage| stage.window != 0) {
            self.order(Order::CutOff(stage));
        }
    }

    /// Nothing was heard of the windows for longer than usual.
    pub fn is_quiet(&self) -> bool {
        self.quiet > LATE
    }

    /// Whether the X server does what it is asked. It is only asked where the windows are silent.
    pub fn answers(&mut self) -> bool {
        self.quiet = self.quiet.saturating_add(1);
        if self.quiet < QUIET || self.orders.is_none() {
            return true;
        }
        let Some(asked) = &self.asked else {
            let (answer, asked) = mpsc::channel();
            self.order(Order::Answer(answer));
            self.asked = Some(asked);
            self.quiet = QUIET;
            return true;
        };
        match asked.try_recv() {
            // Asked anew with the next look.
            Ok(()) => {
                self.asked = None;
                true
            }
            Err(TryRecvError::Empty) => self.quiet < QUIET + UNANSWERED,
            // Nobody asks for us any more.
            Err(TryRecvError::Disconnected) => {
                self.orders = None;
                true
            }
        }
    }

    fn order(&mut self, order: Order) {
        let orders = self.orders.get_or_insert_with(|| {
            let (sender, orders) = mpsc::channel();
            drop(self.crew.detached(JOB, move || {
                // Without an X server there is nothing to cover.
                let _ = Thread::start().and_then(|mut thread| thread.run(&orders));
            }));
            sender
        });
        // A thread that has ended can't be helped.
        let _ = orders.send(order);
    }
}

struct Thread {
    server: RustConnection,
    root: u32,
    depth: u8,
    window: u32,
    gc: u32,
    /// What was copied last, of which stage, and when.
    picture: Option<(u32, Stage, Instant)>,
    place: Option<([i32; 2], [u32; 2])>,
}

#[expect(clippy::disallowed_methods, reason = "the parent has a clock of its own")]
fn now() -> Instant {
    Instant::now()
}

impl Thread {
    fn start() -> Result<Self, ReplyOrIdError> {
        let (server, screen) = RustConnection::connect(None).map_err(|_| ConnectionError::UnsupportedExtension)?;
        let screen = server.setup().roots.get(screen).ok_or(ConnectionError::UnsupportedExtension)?;
        let (root, depth, visual, black) = (screen.root, screen.root_depth, screen.root_visual, screen.black_pixel);
        let (window, gc, dot, cursor) =
            (server.generate_id()?, server.generate_id()?, server.generate_id()?, server.generate_id()?);
        // No mouse on the stage either.
        server.create_pixmap(1, dot, root, 1, 1)?;
        server.create_cursor(cursor, dot, dot, 0, 0, 0, 0, 0, 0, 0, 0)?;
        let look = CreateWindowAux::new()
            .background_pixel(black)
            .override_redirect(1)
            .cursor(cursor)
            .event_mask(EventMask::NO_EVENT);
        server.create_window(depth, window, root, 0, 0, 1, 1, 0, WindowClass::INPUT_OUTPUT, visual, &look)?;
        server.change_property8(PropMode::REPLACE, window, AtomEnum::WM_NAME, AtomEnum::STRING, b"Stage, held")?;
        let gc_look = CreateGCAux::new().graphics_exposures(0).subwindow_mode(SubwindowMode::INCLUDE_INFERIORS);
        server.create_gc(gc, root, &gc_look)?;
        server.flush()?;
        Ok(Self { server, root, depth, window, gc, picture: None, place: None })
    }

    fn run(&mut self, orders: &Receiver<Order>) -> Result<(), ReplyOrIdError> {
        while let Ok(order) = orders.recv() {
            match order {
                Order::Follow(stage) => self.follow(stage)?,
                Order::Put(stage) => self.put(stage)?,
                Order::TakeAway => {
                    self.server.unmap_window(self.window)?;
                }
                Order::CutOff(stage) => {
                    // One that is gone after all has none.
                    self.server.kill_client(stage.window)?.ignore_error();
                }
                Order::Answer(answer) => {
                    self.server.get_input_focus()?.reply().map_err(ReplyOrIdError::from)?;
                    // Who asked may have heard of the windows meanwhile.
                    let _ = answer.send(());
                }
            }
            self.server.flush()?;
            // A window that was copied from may be gone by then; nothing else can be wrong.
            while self.server.poll_for_event()?.is_some() {}
            memory::rest();
        }
        Ok(())
    }

    /// Goes where the stage is, and has its picture.
    fn follow(&mut self, stage: Stage) -> Result<(), ReplyOrIdError> {
        let known = |(_, of, at): &(u32, Stage, Instant)| *of == stage || now() - *at < COPY_EVERY;
        if self.picture.as_ref().is_some_and(known) {
            return Ok(());
        }
        // Its size and depth are the window's own: nothing is copied from a window that is not as it was told.
        let Ok(there) = self.server.get_geometry(stage.window)?.reply() else { return Ok(()) };
        if there.depth != self.depth || [there.width, there.height].map(u32::from) != stage.size {
            return Ok(());
        }
        let same = self.picture.as_ref().filter(|(_, of, _)| of.size == stage.size).map(|(pixmap, ..)| *pixmap);
        let pixmap = match same {
            Some(pixmap) => pixmap,
            None => {
                if let Some((old, ..)) = self.picture.take() {
                    self.server.free_pixmap(old)?;
                }
                let pixmap = self.server.generate_id()?;
                self.server.create_pixmap(self.depth, pixmap, self.root, there.width, there.height)?;
                pixmap
            }
        };
        self.server.copy_area(stage.window, pixmap, self.gc, 0, 0, 0, 0, there.width, there.height)?.ignore_error();
        self.picture = Some((pixmap, stage, now()));
        Ok(())
    }

    fn put(&mut self, stage: Stage) -> Result<(), ReplyOrIdError> {
        if self.place != Some((stage.position, stage.size)) {
            let [width, height] = stage.size;
            let [x, y] = stage.position;
            let place = ConfigureWindowAux::new().x(x).y(y).width(width.max(1)).height(height.max(1));
            self.server.configure_window(self.window, &place)?;
            self.place = Some((stage.position, stage.size));
        }
        if let Some((pixmap, ..)) = self.picture.as_ref().filter(|(_, of, _)| of.size == stage.size) {
            let look = ChangeWindowAttributesAux::new().background_pixmap(*pixmap);
            self.server.change_window_attributes(self.window, &look)?;
        }
        let above = ConfigureWindowAux::new().stack_mode(StackMode::ABOVE);
        self.server.configure_window(self.window, &above)?;
        self.server.map_window(self.window)?;
        self.server.clear_area(false, self.window, 0, 0, 0, 0)?;
        Ok(())
    }
}
