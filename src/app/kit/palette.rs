//! The console's colors, for dark rooms and for bright ones. Words stand out 4.5:1 from their ground, marks 3:1.

use eframe::egui::{Color32, CornerRadius, Stroke, Visuals};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    pub ground: Color32,
    pub panel: Color32,
    pub cap: Color32,
    pub cap_hover: Color32,
    pub text: Color32,
    pub strong: Color32,
    pub mute: Color32,
    /// Notes of the other steps: no weaker than this.
    pub dim: Color32,
    pub good: Color32,
    pub attention: Color32,
    /// What is still to come, and what can be taken hold of.
    pub mark: Color32,
    /// Words of less weight on a cap: a key beside a name.
    pub key: Color32,
    /// Letters that were found, on a chosen line.
    pub hit: Color32,
    /// Words on a button in `good`.
    pub on_good: Color32,
    /// Words on what is lit in `attention`.
    pub on_attention: Color32,
    /// The ground of what ends a talk; its words are white.
    pub end: Color32,
}

impl Palette {
    pub const DARK: Self = Self {
        ground: rgb(0x12_15_1B),
        panel: rgb(0x1A_1F_28),
        cap: rgb(0x26_2D_38),
        cap_hover: rgb(0x34_3D_4B),
        text: rgb(0xE8_E6_E1),
        strong: rgb(0xFF_FD_F8),
        mute: rgb(0x8B_93_A3),
        dim: rgb(0x84_8D_9F),
        good: rgb(0x7F_B8_A8),
        attention: rgb(0xF0_8A_6C),
        mark: rgb(0x6A_72_80),
        key: rgb(0xAA_B2_C0),
        hit: rgb(0xF5_A7_8F),
        on_good: rgb(0x0B_16_13),
        on_attention: rgb(0x1D_0C_06),
        end: rgb(0xB8_3B_2B),
    };

    pub const LIGHT: Self = Self {
        ground: rgb(0xE1_E4_E9),
        panel: rgb(0xF6_F7_F9),
        cap: rgb(0xCE_D3_DB),
        cap_hover: rgb(0xBE_C4_CE),
        text: rgb(0x1C_22_30),
        strong: rgb(0x08_0C_14),
        mute: rgb(0x56_5C_6B),
        dim: rgb(0x60_66_74),
        good: rgb(0x0F_64_55),
        attention: rgb(0xA4_38_20),
        mark: rgb(0x74_7B_88),
        key: rgb(0x43_49_57),
        hit: rgb(0x7E_26_14),
        on_good: rgb(0xFF_FF_FF),
        on_attention: rgb(0xFF_FF_FF),
        end: rgb(0x8F_1D_2C),
    };

    #[must_use]
    pub const fn of(light: bool) -> Self {
        if light { Self::LIGHT } else { Self::DARK }
    }

    /// For those who asked the system for more contrast: words and marks at least 7:1.
    #[must_use]
    pub const fn contrasting(self) -> Self {
        let (ground, cap, cap_hover, ink, good, attention) = if self.is_light() {
            (rgb(0xFF_FF_FF), rgb(0xE6_E9_EE), rgb(0xD6_DB_E2), rgb(0x00_00_00), rgb(0x00_3F_33), rgb(0x6B_16_02))
        } else {
            (rgb(0x00_00_00), rgb(0x1C_21_29), rgb(0x2A_31_3C), rgb(0xFF_FF_FF), rgb(0xA8_E0_D0), rgb(0xFF_B8_A3))
        };
        let on_good = if self.is_light() { rgb(0xFF_FF_FF) } else { rgb(0x00_00_00) };
        Self {
            ground,
            panel: ground,
            cap,
            cap_hover,
            text: ink,
            strong: ink,
            mute: ink,
            dim: ink,
            good,
            attention,
            mark: ink,
            key: ink,
            hit: attention,
            on_good,
            on_attention: on_good,
            end: rgb(0x7A_12_08),
        }
    }

    /// Whether its ground is light.
    #[must_use]
    pub const fn is_light(self) -> bool {
        self.ground.g() > 128
    }

    /// The same colors for what egui draws by itself: tooltips and scroll bars.
    #[must_use]
    pub fn visuals(self) -> Visuals {
        let mut visuals = if self.is_light() { Visuals::light() } else { Visuals::dark() };
        visuals.panel_fill = self.ground;
        visuals.window_fill = self.cap;
        visuals.override_text_color = Some(self.text);
        visuals.window_corner_radius = CornerRadius::same(8);
        visuals.menu_corner_radius = CornerRadius::same(8);
        visuals.window_stroke = Stroke::NONE;
        // What lies beneath a page can be read as before.
        visuals.disabled_alpha = 1.0;
        visuals.popup_shadow.color = Color32::from_black_alpha(60);
        let widgets = &mut visuals.widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            state.fg_stroke.color = self.mark;
            state.corner_radius = CornerRadius::same(3);
        }
        visuals
    }
}

const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;

    fn contrast(a: Color32, b: Color32) -> f64 {
        let color = |it: Color32| Color::rgb(it.r(), it.g(), it.b());
        color(a).contrast(color(b))
    }

    #[test]
    fn more_contrast_is_seven_to_one() {
        for palette in [Palette::DARK.contrasting(), Palette::LIGHT.contrasting()] {
            let Palette { ground, panel, cap, cap_hover, good, attention, on_good, on_attention, end, .. } = palette;
            let inks =
                [palette.text, palette.strong, palette.mute, palette.dim, palette.mark, palette.key, palette.hit];
            let words = inks.into_iter().flat_map(|ink| [ground, panel, cap, cap_hover].map(|under| (ink, under)));
            let colors = [
                (good, ground),
                (attention, ground),
                (attention, cap),
                (on_good, good),
                (Color32::WHITE, end),
                (on_attention, attention),
            ];
            for (ink, under) in words.chain(colors) {
                let ratio = contrast(ink, under);
                assert!(ratio >= 7.0, "{ink:?} on {under:?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn words_and_marks_stand_out_in_both() {
        for palette in [Palette::DARK, Palette::LIGHT] {
            let Palette {
                ground,
                panel,
                cap,
                cap_hover,
                text,
                strong,
                mute,
                dim,
                good,
                attention,
                mark,
                key,
                hit,
                on_good,
                on_attention,
                end,
            } = palette;
            let words = [text, strong, mute, good, attention].map(|words| [(words, ground), (words, panel)]);
            let caps = [
                (text, cap),
                (text, cap_hover),
                (dim, panel),
                (Color32::WHITE, end),
                (on_good, good),
                (on_attention, attention),
            ];
            let lines = [key, hit].map(|words| [(words, panel), (words, cap), (words, cap_hover)]);
            for (words, under) in words.into_iter().flatten().chain(caps).chain(lines.into_iter().flatten()) {
                let ratio = contrast(words, under);
                assert!(ratio >= 4.5, "{words:?} on {under:?}: {ratio:.2}");
            }
            for (mark, under) in [(mark, ground), (mark, panel), (good, cap), (attention, cap), (strong, cap)] {
                let ratio = contrast(mark, under);
                assert!(ratio >= 3.0, "{mark:?} on {under:?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn the_ring_of_the_focus_is_seen_on_every_ground() {
        for usual in [Palette::DARK, Palette::LIGHT] {
            for palette in [usual, usual.contrasting()] {
                let Palette { ground, panel, cap, cap_hover, attention, .. } = palette;
                for under in [ground, panel, cap, cap_hover] {
                    let ratio = contrast(attention, under);
                    assert!(ratio >= 3.0, "on {under:?}: {ratio:.2}");
                }
            }
        }
    }
}
