//! The thread that reads decks: a word from anybody → another reading of the deck that is open, worked out and adopted.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use crate::captions;
use crate::crew::{Crew, Job};
use crate::deck::pack::Pack;
use crate::guard::caught;
use crate::journal;
use crate::settings;
use crate::takes;
use crate::talk::Talk;

use super::clock::TimeOfDay;
use super::disk::Disk;
use super::listener::{Listener, News};
use super::{Order, Playback};

/// Said where a talk goes on with bytes that are not those of the disk.
const OTHER_ON_DISK: &str =
    "The deck was changed before Cuecard broke off: you see it as it was. Save it again to show it";

struct Loader {
    playback: Arc<Playback>,
    listener: Arc<dyn Listener>,
    orders: Receiver<Order>,
    /// The deck of the last reading, and what its bytes were.
    read: Option<Arc<Path>>,
    known: Option<u64>,
}

const JOB: Job = Job { name: "loader", work: "Reading the deck", remedy: "Save it once more" };

/// Starts the thread, which ends with the playback.
pub fn start(playback: &Arc<Playback>, listener: Arc<dyn Listener>, crew: &Crew) {
    let (again, orders) = mpsc::channel();
    // Only here, so it cannot be set already.
    let _ = playback.loader.set(again);
    let mut loader = Loader { playback: Arc::clone(playback), listener, orders, read: None, known: None };
    drop(crew.service(JOB, move || loader.run()));
}

impl Loader {
    /// Reads the deck at each order, until the end.
    fn run(&mut self) {
        while let Ok(Order::Read) = self.orders.recv() {
            // Orders that came while it was read are one.
            while let Ok(more) = self.orders.try_recv() {
                if matches!(more, Order::End) {
                    return;
                }
            }
            let Some(path) = self.playback.deck() else { continue };
            if let Err(why) = caught(|| self.obey(&path)) {
                // What was being made is thrown away; what played before it plays on.
                self.known = None;
                self.playback.fail(&path, format!("the deck could not be made ready: {why}"));
                self.listener.changed(News::ALL);
            }
        }
    }

    fn obey(&mut self, path: &Arc<Path>) {
        if self.playback.play_granted() {
            self.listener.changed(News::ALL);
        }
        self.read(path);
    }

    fn read(&mut self, path: &Arc<Path>) {
        if !self.read.as_ref().is_some_and(|read| Arc::ptr_eq(read, path)) {
            (self.read, self.known) = (None, None);
        }
        let first = self.read.is_none();
        let mut disk = self.playback.disk();
        let (loaded, pack, remark) = self.load(path, first, &mut disk);
        // The speaker may have left for another deck meanwhile.
        if !self.playback.is_open(path) {
            return;
        }
        let Some(loaded) = loaded.transpose() else { return };
        let loaded = loaded.map(|mut talk| {
            // Before anything of ours is written beside the deck, which is no change of it.
            let (playback, deck, asked) = (Arc::clone(&self.playback), Arc::clone(path), talk.asked.clone());
            let _ = disk.ask(move || playback.follow(&deck, &asked));
            learn(&mut talk, path, &mut disk);
            let (deck, plan) = (Arc::clone(path), talk.plan.clone());
            let best = disk.ask(move || takes::ghost(&deck, settings::state_folder().as_deref(), &plan));
            self.playback.set_best(best.flatten());
            talk
        });
        if loaded.is_err() {
            self.known = None;
        }
        if loaded.is_ok() && self.read.replace(Arc::clone(path)).is_none() {
            self.listener.opened(path);
            let (deck, kind) = (Arc::clone(path), self.playback.kind());
            let stopped = move || takes::stopped(&deck, settings::state_folder().as_deref(), kind, TimeOfDay::ago);
            self.playback.set_stopped(disk.ask(stopped).flatten());
        }
        let asks = !self.listener.tells_faults();
        let before = self.playback.generation();
        self.playback.adopt(Some(path), loaded, asks);
        if let Some(pack) = pack {
            self.playback.keep_pack(path, pack, before);
        }
        remark.into_iter().for_each(|words| self.playback.tell(words));
        // The captions may have changed, and how long each stands.
        self.playback.wake_ticker();
        self.listener.changed(News::ALL);
    }
}

impl Loader {
    /// The deck, if it is another than was read before, and the bytes that it was read from. Where the talk broke off in an
    /// earlier process and goes on, those are the bytes that played then: what is on the disk may be what it broke off at.
    /// Last, what there is to say of it.
    fn load(
        &mut self,
        path: &Arc<Path>,
        first: bool,
        disk: &mut Disk,
    ) -> (Result<Option<Talk>, String>, Option<Pack>, Option<&'static str>) {
        let look = self.playback.options.look_of(path);
        if let Some(pack) = Some(path).filter(|_| first).and_then(|path| self.playback.packed(path))
            && let Ok(talk) = caught(|| Talk::open_pack(&pack, &look))
        {
            let (deck, played) = (Arc::clone(path), pack.clone());
            let same = disk.ask(move || journal::is_on_disk(&played, &deck));
            return (Ok(Some(talk)), Some(pack), (same == Some(false)).then_some(OTHER_ON_DISK));
        }
        // A fault in reading or layout must not end the talk: the last good deck goes on.
        let loaded = caught(|| Talk::open_packed(path, &look, self.known))
            .unwrap_or_else(|why| Err(format!("the deck could not be laid out: {why}")));
        match loaded {
            Ok(Some((talk, note, pack))) => {
                self.known = Some(note);
                (Ok(Some(talk)), Some(pack), None)
            }
            Ok(None) => (Ok(None), None, None),
            Err(why) => (Err(why), None, None),
        }
    }
}

/// The talk goes by what earlier takes of it took, where there are any.
fn learn(talk: &mut Talk, deck: &Arc<Path>, disk: &mut Disk) {
    let (deck, plan) = (Arc::clone(deck), talk.plan.clone());
    let Some(learnt) = disk.ask(move || takes::learnt(&deck, settings::state_folder().as_deref(), &plan)) else {
        return;
    };
    captions::expect(&mut talk.plan, |slide, step| learnt.step(slide, step).map(|step| (step.time, step.takes)));
}
