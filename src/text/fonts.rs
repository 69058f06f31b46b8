//! The fonts that are part of the program: whole files, in the order in which they are registered.

/// Every bundled font file.
pub const BUNDLED: &[&[u8]] = &[
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext_400Regular.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext_400Regular_Italic.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext_600SemiBold.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext_700Bold.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext_700Bold_Italic.ttf"),
    include_bytes!("../../assets/fonts/SourceSerif4_400Regular.ttf"),
    include_bytes!("../../assets/fonts/SourceSerif4_400Regular_Italic.ttf"),
    include_bytes!("../../assets/fonts/SourceSerif4_600SemiBold.ttf"),
    include_bytes!("../../assets/fonts/SourceSerif4_600SemiBold_Italic.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleMono_400Regular.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleMono_700Bold.ttf"),
];
