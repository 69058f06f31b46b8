//! What is worked on first, what stands in, and what is filled again.

use super::*;

fn at(slide: usize, step: usize) -> Cursor {
    Cursor { slide, step }
}

#[test]
fn the_current_picture_comes_first_then_next_then_previous() {
    let order = around(at(1, 1), Some(at(2, 0)), &[1, 2, 3, 1]);
    assert_eq!(order, [at(1, 1), at(2, 0), at(1, 0), at(2, 1)]);
}

#[test]
fn the_ends_of_a_talk_are_no_trouble() {
    assert_eq!(around(at(0, 0), None, &[1]), [at(0, 0)]);
    assert_eq!(around(at(9, 9), None, &[1, 1])[0], at(9, 9));
}

fn request(slide: usize, urgency: Urgency) -> PictureRequest {
    let key = PictureKey { generation: 1, subject: Subject::Slide(at(slide, 0)), size: [16, 9] };
    let size = crate::geometry::Size::new(16.0, 9.0);
    let drawing = Drawing { size, ground: crate::color::Color::WHITE, items: Vec::new() };
    let source = Source::Drawing(Arc::new(drawing));
    PictureRequest { key, source, urgency, window: ViewportId::ROOT, patient: false }
}

fn next(cache: &PictureCache) -> Option<PictureKey> {
    match cache.next_work(None)? {
        Work::Picture(request) => Some(request.key),
        Work::Job(_) | Work::Rest => None,
    }
}

fn texture(ctx: &eframe::egui::Context, name: &str) -> TextureHandle {
    let image = eframe::egui::ColorImage::filled([1, 1], eframe::egui::Color32::RED);
    ctx.load_texture(name, image, eframe::egui::TextureOptions::NEAREST)
}

#[test]
fn the_most_urgent_open_picture_is_worked_on_first_and_once() {
    let cache = PictureCache::default();
    cache.order(vec![request(4, Urgency::Stage), request(5, Urgency::Stage)]);
    assert_eq!(next(&cache), Some(request(4, Urgency::Stage).key));
    assert_eq!(next(&cache), Some(request(5, Urgency::Stage).key));
    assert!(cache.look(request(5, Urgency::Stage).key).is_none());
    let delivered = |slide| cache.deliver(request(slide, Urgency::Stage).key, None);
    assert_eq!(delivered(4), Delivered { missed: false, last: false }, "nobody looked for it, and one is to come");
    assert_eq!(delivered(5), Delivered { missed: true, last: true }, "a window did");
    cache.close();
    assert!(cache.next_work(None).is_none());
    assert!(cache.look(request(4, Urgency::Stage).key).is_none());
}

#[test]
fn urgency_goes_before_who_came_first() {
    use std::sync::mpsc::channel;
    let all = [
        Urgency::Live,
        Urgency::Stage,
        Urgency::Near,
        Urgency::Rare,
        Urgency::Thumbs,
        Urgency::Words,
        Urgency::Library,
    ];
    assert!(all.is_sorted());
    let (cache, (done, order)) = (PictureCache::default(), channel());
    cache.enter();
    for (at, urgency) in all.into_iter().enumerate().rev() {
        let done = done.clone();
        cache.submit(urgency, move |_| done.send((urgency, at)).expect("the test listens"));
    }
    let pictures = all.into_iter().enumerate().rev().map(|(at, urgency)| request(at + 10, urgency)).collect();
    cache.order(pictures);
    let mut painter = Painter::new();
    for _ in 0..2 * all.len() {
        match cache.next_work(None).expect("it is open") {
            Work::Picture(request) => {
                let Subject::Slide(at) = request.key.subject else { panic!("slides were asked for") };
                done.send((request.urgency, at.slide)).expect("the test listens");
            }
            Work::Job(job) => job(&mut painter),
            Work::Rest => panic!("there is work"),
        }
    }
    let both = all.into_iter().enumerate().flat_map(|(at, urgency)| [(urgency, at + 10), (urgency, at)]);
    assert_eq!(order.try_iter().collect::<Vec<_>>(), both.collect::<Vec<_>>());
    assert!(matches!(cache.next_work(Some(Duration::ZERO)), Some(Work::Rest)), "nothing is left");
}

#[test]
fn a_job_is_done_at_once_where_nobody_paints_and_never_after_the_end() {
    let cache = PictureCache::default();
    assert_eq!(cache.have_done(Urgency::Library, |_| 7), Some(7));
    cache.enter();
    cache.submit(Urgency::Library, |_| panic!("the program ends"));
    cache.close();
    assert!(cache.next_work(None).is_none());
}

#[test]
fn a_texture_is_filled_again_once_no_window_shows_it() {
    let (cache, ctx) = (PictureCache::default(), eframe::egui::Context::default());
    // Two of them are as much as there is to spare.
    let size = [1600, 1000];
    let large = |slide| {
        let request = request(slide, Urgency::Stage);
        PictureRequest { key: PictureKey { size, ..request.key }, ..request }
    };
    let mut painted = Vec::new();
    for slide in 0..5 {
        cache.order(vec![large(slide)]);
        let filled = cache.recycle(size, false);
        let fresh = filled.is_none();
        let texture = filled.unwrap_or_else(|| texture(&ctx, "slide"));
        painted.push((texture.id(), fresh));
        cache.deliver(large(slide).key, Some(texture));
        assert!(cache.look(large(slide).key).is_some());
    }
    assert!(painted[..2].iter().all(|(_, fresh)| *fresh), "at first there is room: {painted:?}");
    assert!(painted[3..].iter().any(|(_, fresh)| !fresh), "then there is not: {painted:?}");
    let filled = painted.iter().rposition(|(_, fresh)| !fresh).expect("one was filled again");
    assert_ne!(painted[filled].0, painted[filled - 1].0, "never what was on a screen a moment ago");
    assert!(cache.look(large(4).key).is_some_and(|ready| ready.texture == painted[4].0));
}

#[test]
fn pictures_of_the_last_reading_stand_in_until_new_ones_are_painted() {
    let (cache, ctx) = (PictureCache::default(), eframe::egui::Context::default());
    let key = |generation, slide| PictureKey { generation, ..request(slide, Urgency::Stage).key };
    let (old, new) = (texture(&ctx, "old"), texture(&ctx, "new"));
    cache.deliver(key(1, 0), Some(old.clone()));
    cache.deliver(key(1, 1), Some(texture(&ctx, "taken out")));
    let moved = |cursor: Cursor| (cursor.slide == 0).then(|| at(3, cursor.step));
    cache.carry(1, 2, moved);
    assert_eq!(cache.look(key(2, 3)).map(|ready| ready.texture), Some(old.id()));
    for gone in [key(1, 0), key(2, 0), key(2, 1)] {
        assert!(cache.look(gone).is_none(), "{gone:?}");
    }
    cache.carry(2, 3, Some);
    assert_eq!(cache.look(key(3, 3)).map(|ready| ready.texture), Some(old.id()), "twice in a row");
    cache.order(vec![PictureRequest { key: key(3, 3), ..request(3, Urgency::Stage) }]);
    assert_eq!(next(&cache), Some(key(3, 3)), "it is painted all the same");
    cache.deliver(key(3, 3), Some(new.clone()));
    assert_eq!(cache.look(key(3, 3)).map(|ready| ready.texture), Some(new.id()));
}
