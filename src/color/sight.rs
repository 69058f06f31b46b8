//! Two colors → how far apart they look to every kind of eye, in Oklab, where equal distances look equal.

use super::Color;

/// What eyes make of a color (linear sRGB to linear sRGB), after Machado, Oliveira and Fernandes (2009): all cones, and
/// those without one kind.
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("by anyone", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "without red cones (protanopia)",
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    ),
    (
        "without green cones (deuteranopia)",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    (
        "without blue cones (tritanopia)",
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ),
];

/// How far apart two colors look to each kind of eye, 0.0 to 1.0, and whose eyes these are.
#[must_use]
pub fn distances(one: Color, other: Color) -> [(f64, &'static str); 4] {
    EYES.map(|(whose, eyes)| {
        let (a, b) = (seen(one, &eyes), seen(other, &eyes));
        (a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt(), whose)
    })
}

/// The least distance between two colors over all kinds of eyes, 0.0 to 1.0, and whose eyes these are.
#[must_use]
pub fn nearest(one: Color, other: Color) -> (f64, &'static str) {
    distances(one, other)
        .into_iter()
        .fold((f64::INFINITY, EYES[0].0), |least, it| if it.0 < least.0 { it } else { least })
}

fn seen(color: Color, eyes: &[[f64; 3]; 3]) -> [f64; 3] {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let times = |m: &[[f64; 3]; 3], v: [f64; 3]| m.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
    let light = times(eyes, [color.r, color.g, color.b].map(linear)).map(|c| c.clamp(0.0, 1.0));
    let cones = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ];
    let lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ];
    times(&lab, times(&cones, light).map(f64::cbrt))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(one: &str, other: &str) -> (f64, &'static str) {
        let color = |hex| Color::parse(hex).expect("a color");
        nearest(color(one), color(other))
    }

    #[test]
    fn the_eyes_that_see_least_decide() {
        assert!(apart("#000000", "#FFFFFF").0 > 0.9);
        assert!(apart("#123456", "#123456").0 < 1e-9);
        let (red_green, whose) = apart("#8A4B00", "#556B00");
        assert!(red_green < 0.06 && whose.contains("cones"), "{red_green} {whose}");
        // Okabe and Ito's blue and vermillion are apart for everyone.
        assert!(apart("#0072B2", "#D55E00").0 > 0.1);
    }
}
