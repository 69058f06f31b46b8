//! sRGB colors as authors write them (`#RRGGBB`), and the contrast between two of them.

pub mod sight;

/// An sRGB color with straight (not premultiplied) alpha, 0 to 255 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    pub r: u8,
    pub g: u8,
    pub b: u8,
    pub a: u8,
}

impl Color {
    pub const BLACK: Self = Self::rgb(0, 0, 0);
    pub const WHITE: Self = Self::rgb(255, 255, 255);

    #[must_use]
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, a: 255 }
    }

    /// The same color at `alpha` from 0.0 (clear) to 1.0 (solid).
    #[must_use]
    pub fn with_alpha(self, alpha: f32) -> Self {
        let a = (alpha.clamp(0.0, 1.0) * 255.0).round() as u8;
        Self { a, ..self }
    }

    /// Reads `#RGB`, `#RRGGBB` or `#RRGGBBAA`; anything else is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#')?;
        if !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let wide: String = match hex.len() {
            3 => hex.chars().flat_map(|c| [c, c]).collect(),
            6 | 8 => hex.to_owned(),
            _ => return None,
        };
        let byte = |at: usize| u8::from_str_radix(wide.get(at..at + 2)?, 16).ok();
        let a = if wide.len() == 8 { byte(6)? } else { 255 };
        Some(Self { r: byte(0)?, g: byte(2)?, b: byte(4)?, a })
    }

    /// This color painted over an opaque one.
    #[must_use]
    pub fn over(self, ground: Self) -> Self {
        let mix = |top: u8, under: u8| {
            let a = f32::from(self.a) / 255.0;
            (f32::from(top) * a + f32::from(under) * (1.0 - a)).round() as u8
        };
        Self::rgb(mix(self.r, ground.r), mix(self.g, ground.g), mix(self.b, ground.b))
    }

    /// Relative luminance, 0.0 to 1.0 (WCAG 2.2).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Contrast ratio from 1.0 to 21.0 (WCAG 2.2, 1.4.3); this color is first painted over `ground`.
    #[must_use]
    pub fn contrast(self, ground: Self) -> f64 {
        let (a, b) = (self.over(ground).luminance(), ground.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.r, self.g, self.b)?;
        if self.a == 255 { Ok(()) } else { write!(f, "{:02X}", self.a) }
    }
}

#[cfg(test)]
mod tests {
    use super::Color;

    #[test]
    fn contrast_matches_the_published_extremes() {
        assert!((Color::BLACK.contrast(Color::WHITE) - 21.0).abs() < 1e-9);
        assert!((Color::WHITE.contrast(Color::WHITE) - 1.0).abs() < 1e-9);
        // WebAIM's checker gives 4.54 for #767676 on white.
        let grey = Color::parse("#767676").expect("a valid color");
        assert!((grey.contrast(Color::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn only_hex_colors_are_read() {
        assert_eq!(Color::parse("#fff"), Some(Color::WHITE));
        assert_eq!(Color::parse("#00000080").map(|c| c.a), Some(128));
        for wrong in ["fff", "#ff", "#gggggg", "#12345é", "red", ""] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }
}
