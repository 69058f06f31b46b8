//! What people write in their language where words say nothing to a listener: on links, at the start of alternative texts,
//! and to those who see. English, which has rules of its own in the files of each check, is not among them.

use crate::writing::primary;

/// All in small letters, without punctuation but where it says so.
pub(super) struct Phrases {
    language: &'static str,
    /// Words of links that say the same of every address.
    pub anywhere: &'static [&'static str],
    /// Kinds of pictures, which by themselves do not say of what, and the articles before them.
    kinds: &'static [&'static str],
    articles: &'static [&'static str],
    /// How an alternative text begins with what every reader says anyway, with the space or apostrophe behind.
    said_anyway: &'static [&'static str],
    /// Said of what is seen, and lost on those who do not.
    pub seen: &'static [&'static str],
}

/// Those of a deck in that language.
pub(super) fn of(language: &str) -> Option<&'static Phrases> {
    ALL.iter().find(|it| it.language == primary(language))
}

impl Phrases {
    /// Whether `alt`, in small letters, only says that it is a picture.
    pub fn is_kind(&self, alt: &str) -> bool {
        let bare = self.articles.iter().find_map(|it| alt.strip_prefix(it)?.strip_prefix(' ')).unwrap_or(alt);
        self.kinds.contains(&bare)
    }

    /// Where in `alt` the words end that a reader has said by then.
    pub fn said_anyway(&self, alt: &str) -> Option<usize> {
        let lower = alt.to_lowercase().replace('’', "'");
        // Small letters that take another number of bytes are in none of these.
        let articles = self.articles.iter().filter_map(|it| lower.strip_prefix(it)?.strip_prefix(' '));
        let mut starts = articles.chain([lower.as_str()]);
        let rest = starts.find_map(|start| self.said_anyway.iter().find_map(|it| start.strip_prefix(it)))?;
        let letters = lower.chars().count() - rest.chars().count();
        alt.char_indices().nth(letters).map(|(at, _)| at)
    }
}

const ALL: [Phrases; 8] = [
    Phrases {
        language: "de",
        anywhere: &[
            "hier",
            "hier klicken",
            "klicken sie hier",
            "klick hier",
            "link",
            "mehr",
            "mehr dazu",
            "mehr erfahren",
            "weiterlesen",
            "weiter",
        ],
        kinds: &[
            "abbildung",
            "bild",
            "bildschirmfoto",
            "diagramm",
            "foto",
            "grafik",
            "karte",
            "logo",
            "screenshot",
            "zeichnung",
        ],
        articles: &["das", "der", "die", "ein", "eine"],
        said_anyway: &["bild von ", "bild mit ", "foto von ", "foto mit ", "aufnahme von ", "grafik von "],
        seen: &[
            "wie sie sehen",
            "wie sie hier sehen",
            "wie ihr seht",
            "wie man hier sieht",
            "hier sehen sie",
            "hier seht ihr",
            "links sehen sie",
            "rechts sehen sie",
        ],
    },
    Phrases {
        language: "es",
        anywhere: &[
            "aquí",
            "haz clic aquí",
            "haga clic aquí",
            "pulse aquí",
            "enlace",
            "más",
            "leer más",
            "saber más",
            "ver más",
        ],
        kinds: &[
            "captura de pantalla",
            "dibujo",
            "diagrama",
            "figura",
            "foto",
            "fotografía",
            "gráfico",
            "imagen",
            "logotipo",
            "mapa",
        ],
        articles: &["el", "la", "un", "una"],
        said_anyway: &["imagen de ", "foto de ", "fotografía de ", "imagen que muestra "],
        seen: &[
            "como pueden ver",
            "como podéis ver",
            "como ven aquí",
            "como veis aquí",
            "aquí pueden ver",
            "aquí podéis ver",
            "aquí ven",
            "aquí veis",
        ],
    },
    Phrases {
        language: "fr",
        anywhere: &[
            "ici",
            "cliquez ici",
            "cliquer ici",
            "lien",
            "ce lien",
            "en savoir plus",
            "lire la suite",
            "plus",
            "suite",
            "voir ici",
        ],
        kinds: &[
            "capture d écran",
            "carte",
            "dessin",
            "diagramme",
            "figure",
            "graphique",
            "illustration",
            "image",
            "logo",
            "photo",
        ],
        articles: &["la", "le", "un", "une"],
        said_anyway: &[
            "image de ",
            "image d'",
            "photo de ",
            "photo d'",
            "photographie de ",
            "photographie d'",
            "image montrant ",
        ],
        seen: &[
            "comme vous le voyez",
            "comme vous voyez",
            "comme vous pouvez le voir",
            "comme on le voit ici",
            "vous voyez ici",
            "on voit ici",
        ],
    },
    Phrases {
        language: "it",
        anywhere: &[
            "qui",
            "clicca qui",
            "cliccare qui",
            "fai clic qui",
            "link",
            "leggi tutto",
            "scopri di più",
            "di più",
        ],
        kinds: &[
            "diagramma",
            "disegno",
            "figura",
            "foto",
            "fotografia",
            "grafico",
            "immagine",
            "logo",
            "mappa",
            "schermata",
        ],
        articles: &["il", "la", "un", "una"],
        said_anyway: &["immagine di ", "immagine che mostra ", "foto di ", "fotografia di "],
        seen: &["come vedete", "come potete vedere", "come si vede qui", "qui vedete", "qui potete vedere"],
    },
    Phrases {
        language: "nl",
        anywhere: &["hier", "klik hier", "hier klikken", "link", "lees meer", "lees verder", "meer", "meer weten"],
        kinds: &[
            "afbeelding",
            "beeld",
            "diagram",
            "figuur",
            "foto",
            "grafiek",
            "kaart",
            "logo",
            "schermafbeelding",
            "tekening",
        ],
        articles: &["de", "een", "het"],
        said_anyway: &["afbeelding van ", "foto van ", "plaatje van "],
        seen: &[
            "zoals u ziet",
            "zoals je ziet",
            "zoals u hier ziet",
            "zoals jullie zien",
            "hier ziet u",
            "hier zien jullie",
            "hier zie je",
        ],
    },
    Phrases {
        language: "pl",
        anywhere: &["tutaj", "tu", "kliknij", "kliknij tutaj", "link", "więcej", "czytaj więcej", "czytaj dalej"],
        kinds: &[
            "diagram",
            "fotografia",
            "ilustracja",
            "logo",
            "mapa",
            "obraz",
            "obrazek",
            "rysunek",
            "wykres",
            "zdjęcie",
        ],
        articles: &[],
        said_anyway: &[
            "obraz przedstawiający ",
            "obrazek przedstawiający ",
            "zdjęcie przedstawiające ",
            "zdjęcie przedstawia ",
        ],
        seen: &["jak państwo widzą", "jak widzicie", "jak tu widać", "tutaj widać", "tu widać", "jak widać tutaj"],
    },
    Phrases {
        language: "pt",
        anywhere: &["aqui", "clique aqui", "ligação", "link", "leia mais", "mais", "saiba mais", "ver mais"],
        kinds: &[
            "captura de tela",
            "desenho",
            "diagrama",
            "figura",
            "foto",
            "fotografia",
            "gráfico",
            "imagem",
            "logotipo",
            "mapa",
        ],
        articles: &["a", "o", "um", "uma"],
        said_anyway: &["imagem de ", "imagem que mostra ", "foto de ", "fotografia de "],
        seen: &[
            "como podem ver",
            "como vocês veem",
            "como se vê aqui",
            "aqui podem ver",
            "aqui vocês veem",
            "aqui se vê",
        ],
    },
    Phrases {
        language: "sv",
        anywhere: &["här", "klicka här", "länk", "läs mer", "mer", "mer här"],
        kinds: &["bild", "diagram", "figur", "foto", "fotografi", "karta", "logotyp", "skärmbild", "teckning"],
        articles: &["en", "ett"],
        said_anyway: &["bild på ", "bild av ", "foto på ", "foto av ", "fotografi av "],
        seen: &["som ni ser", "som du ser", "som ni ser här", "här ser ni", "här ser du"],
    },
];

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn what_is_said_anyway_is_found_where_it_ends() {
        let rest = |language: &str, alt: &'static str| Some(&alt[of(language)?.said_anyway(alt)?..]);
        assert_eq!(rest("de-AT", "Ein Bild von zwei Bienen"), Some("zwei Bienen"));
        assert_eq!(rest("fr", "Photo d’une abeille"), Some("une abeille"));
        assert_eq!(rest("sv", "Bild på två bin"), Some("två bin"));
        for (language, alt) in [("de", "Bildung von oben"), ("fr", "La photo du mariage"), ("ja", "画像")] {
            assert_eq!(rest(language, alt), None, "{alt}");
        }
    }

    #[test]
    fn a_kind_alone_says_nothing() {
        let is = |language: &str, alt: &str| of(language).is_some_and(|it| it.is_kind(alt));
        assert!(is("de", "ein diagramm") && is("fr", "capture d écran") && is("pl", "zdjęcie"));
        assert!(!is("de", "ein diagramm der ernte") && !is("ko", "그림"));
    }
}
