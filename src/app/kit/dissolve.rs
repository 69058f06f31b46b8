//! One or two pictures that hide all behind them → pixels of a window, each painted once.
//!
//! egui lays every picture over what is there, as if one could see through it. Where a processor paints, that takes half
//! as long again, and a dissolve of two pictures twice as long: too long for thirty pictures a second.
//! Invariant: what is painted is what egui would paint, and egui does it wherever these programs cannot be had.
//!
//! The ground of a slide whose picture is still on its way is painted by the same program: where a processor paints, the
//! driver makes it ready at its first use, which takes longer than painting, and by then nobody waits for it.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use eframe::egui::{
    Color32, ColorImage, Context, Id, PaintCallback, PaintCallbackInfo, Painter, Pos2, Rect, TextureHandle, TextureId,
    TextureOptions, pos2,
};
use eframe::egui_glow::{self, CallbackFn, ShaderVersion};
use eframe::glow::{self, HasContext as _};

/// The four corners of the picture, without any data: their number says where they are.
const CORNERS: &str = "
out vec2 place;
void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    place = vec2(corner.x, 1.0 - corner.y);
    gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}";

const PIXELS: &str = "
#ifdef GL_ES
precision highp float;
#endif
uniform sampler2D before;
uniform sampler2D after;
uniform float part;
in vec2 place;
out vec4 color;
";
const ONE: &str = "void main() { color = texture(after, place); }";
const BOTH: &str = "void main() { color = mix(texture(before, place), texture(after, place), part); }";

/// As many pixels across as no driver has a way of its own for.
const GROUND: [usize; 2] = [3, 3];

/// Paints the stage's pictures.
#[derive(Default)]
pub struct Dissolve {
    /// The shading language is new enough, and the programs were not refused.
    usable: AtomicBool,
    programs: OnceLock<Option<Programs>>,
    /// The last ground, and its picture.
    ground: Mutex<Option<(Color32, TextureHandle)>>,
}

impl Dissolve {
    /// Asks which shading language there is; the programs are made when the first picture is painted.
    pub fn use_windows(self: &Arc<Self>, gl: &glow::Context, ctx: &Context) {
        self.usable.store(ShaderVersion::get(gl).is_new_shader_interface(), Relaxed);
        let this = Arc::clone(self);
        ctx.data_mut(|data| data.insert_temp(place(), this));
    }

    /// That of the windows, where it can be used.
    #[must_use]
    pub fn of(ctx: &Context) -> Option<Arc<Self>> {
        ctx.data(|data| data.get_temp::<Arc<Self>>(place())).filter(|this| this.usable.load(Relaxed))
    }

    /// Paints a color.
    pub fn fill(self: &Arc<Self>, painter: &Painter, rect: Rect, color: Color32) {
        if !self.usable.load(Relaxed) {
            painter.rect_filled(rect, 0.0, color);
            return;
        }
        let mut ground = self.ground.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = ground.take().filter(|(kept, _)| *kept == color);
        let (_, texture) = ground.insert(kept.unwrap_or_else(|| {
            // As a slide's picture is, or it would be another program to the driver.
            let image = ColorImage::filled(GROUND, color);
            (color, painter.ctx().load_texture("ground", image, TextureOptions::NEAREST))
        }));
        self.show(painter, rect, texture.id());
    }

    /// Paints a picture.
    pub fn show(self: &Arc<Self>, painter: &Painter, rect: Rect, picture: TextureId) {
        self.mix(painter, rect, [picture, picture], 1.0);
    }

    /// Paints the first picture as it becomes the second: `part` is how far it has, from 0.0 to 1.0.
    pub fn mix(self: &Arc<Self>, painter: &Painter, rect: Rect, pictures: [TextureId; 2], part: f32) {
        if !self.usable.load(Relaxed) {
            if part < 1.0 {
                lay(painter, pictures[0], rect, 1.0);
            }
            return lay(painter, pictures[1], rect, part);
        }
        let this = Arc::clone(self);
        let paint = move |info: PaintCallbackInfo, painter: &egui_glow::Painter| {
            let programs = this.programs.get_or_init(|| Programs::new(painter.gl()));
            match programs {
                Some(programs) => programs.paint(painter, &info, pictures, part),
                None => this.usable.store(false, Relaxed),
            }
        };
        painter.add(PaintCallback { rect, callback: Arc::new(CallbackFn::new(paint)) });
    }
}

/// Makes a part of a window one color, as far as egui lets it.
pub fn clear(painter: &Painter, rect: Rect, color: Color32) {
    let [red, green, blue, _] = color.to_normalized_gamma_f32();
    let clear = move |_: PaintCallbackInfo, painter: &egui_glow::Painter| clear_with(painter.gl(), [red, green, blue]);
    painter.add(PaintCallback { rect, callback: Arc::new(CallbackFn::new(clear)) });
}

#[expect(unsafe_code, reason = "OpenGL has no safe form")]
fn clear_with(gl: &glow::Context, [red, green, blue]: [f32; 3]) {
    // SAFETY: egui calls back with its context current, and with its own clip in force; it sets both values before it clears.
    unsafe {
        gl.clear_color(red, green, blue, 1.0);
        gl.clear(glow::COLOR_BUFFER_BIT);
    }
}

fn place() -> Id {
    Id::unique("what paints the windows' pictures")
}

/// A picture as egui paints it.
pub fn lay(painter: &Painter, picture: TextureId, rect: Rect, opacity: f32) {
    let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    painter.image(picture, rect, whole, Color32::WHITE.gamma_multiply(opacity));
}

struct Programs {
    one: Program,
    both: Program,
    /// OpenGL wants one even where there is nothing in it.
    vertices: glow::VertexArray,
}

struct Program {
    program: glow::Program,
    before: Option<glow::UniformLocation>,
    after: Option<glow::UniformLocation>,
    part: Option<glow::UniformLocation>,
}

#[expect(unsafe_code, reason = "OpenGL has no safe form")]
impl Programs {
    /// None where the driver refuses them.
    fn new(gl: &glow::Context) -> Option<Self> {
        // SAFETY: egui calls back with its context current, and each name is one that this context made.
        let vertices = unsafe { gl.create_vertex_array() }.ok()?;
        Some(Self { one: Program::new(gl, ONE)?, both: Program::new(gl, BOTH)?, vertices })
    }

    fn paint(&self, painter: &egui_glow::Painter, info: &PaintCallbackInfo, pictures: [TextureId; 2], part: f32) {
        let [before, after] = pictures.map(|picture| painter.texture(picture));
        let Program { program, before: old, after: new, part: place } = if part < 1.0 { &self.both } else { &self.one };
        let pixels = |points: f32| (points * info.pixels_per_point).round() as i32;
        let [left, top] = [pixels(info.viewport.min.x), pixels(info.viewport.min.y)];
        let [right, bottom] = [pixels(info.viewport.max.x), pixels(info.viewport.max.y)];
        let gl = painter.gl();
        // SAFETY: as above; a picture without a texture paints black. What is changed here egui sets again afterwards.
        unsafe {
            // Where a picture glides beyond the window it is cut, not squeezed.
            gl.viewport(left, info.screen_size_px[1] as i32 - bottom, right - left, bottom - top);
            gl.disable(glow::BLEND);
            gl.use_program(Some(*program));
            gl.uniform_1_i32(old.as_ref(), 0);
            gl.uniform_1_i32(new.as_ref(), 1);
            gl.uniform_1_f32(place.as_ref(), part);
            gl.active_texture(glow::TEXTURE1);
            gl.bind_texture(glow::TEXTURE_2D, after);
            gl.active_texture(glow::TEXTURE0);
            gl.bind_texture(glow::TEXTURE_2D, before);
            gl.bind_vertex_array(Some(self.vertices));
            gl.draw_arrays(glow::TRIANGLE_STRIP, 0, 4);
        }
    }
}

#[expect(unsafe_code, reason = "OpenGL has no safe form")]
impl Program {
    fn new(gl: &glow::Context, pixels: &str) -> Option<Self> {
        let version = ShaderVersion::get(gl).version_declaration();
        let parts = [
            (glow::VERTEX_SHADER, format!("{version}{CORNERS}")),
            (glow::FRAGMENT_SHADER, format!("{version}{PIXELS}{pixels}")),
        ];
        // SAFETY: egui calls back with its context current, and each name is one that this context made.
        unsafe {
            let program = gl.create_program().ok()?;
            for (kind, text) in parts {
                let shader = gl.create_shader(kind).ok()?;
                gl.shader_source(shader, &text);
                gl.compile_shader(shader);
                gl.attach_shader(program, shader);
                // It lives as long as the program.
                gl.delete_shader(shader);
            }
            gl.link_program(program);
            let place = |name| gl.get_uniform_location(program, name);
            let made = Self { program, before: place("before"), after: place("after"), part: place("part") };
            gl.get_program_link_status(program).then_some(made)
        }
    }
}
