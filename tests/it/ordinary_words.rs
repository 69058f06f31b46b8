//! Words as people write them on slides, in four languages, long ones among them.

pub const ENGLISH: &str = "school partnership teachers evidence results learning trust governance budget federation year \
children community leadership capacity curriculum collaboration responsibility improvement we the of and in for with a is \
are to how why what between together interpretation organisation recommendation accountability infrastructure deployment \
latency server request queue cache database release pipeline incident measurement hypothesis participants methodology \
intervention significant correlation environment sustainability procurement stakeholders transparency decision committee \
head local authority long short first second new small large strong weak cost benefit risk plan review change open shared";

pub const GERMAN: &str = "Schule Zusammenarbeit Lehrerinnen Ergebnisse Verantwortung Haushalt und der die das in für mit wir \
sind wie warum Jahr Kinder Gemeinde Leitung Bundesausbildungsförderungsgesetz Geschwindigkeitsbegrenzung \
Arbeitsunfähigkeitsbescheinigung Rechtsschutzversicherungsgesellschaften Datenschutzgrundverordnung Verbesserung \
Wissenschaftlerinnen Krankenversicherungsbeitrag Stadtverwaltung Nachhaltigkeitsstrategie Beschaffungswesen Umfrage \
Lebensmittelkennzeichnung Entwicklungszusammenarbeit Softwareentwicklung Anforderungen Warteschlange Datenbank Fehler \
Auslieferung Messung Teilnehmende Lernfortschritte Unterrichtsqualität neu klein groß lang kurz erste zweite Kosten Nutzen \
Risikobewertung Haushaltskonsolidierung Qualitätssicherung Hochschulzugangsberechtigung offen gemeinsam";

pub const HEBREW: &str = "בית ספר שותפות מורים תוצאות למידה אמון ממשל תקציב שנה ילדים קהילה מנהיגות אחריות שיפור אנחנו של עם \
על איך למה מה בין ביחד ארגון המלצה תשתית שרת בקשה תור מטמון מסד נתונים גרסה תקלה מדידה השערה משתתפים שיטה התערבות משמעותי \
סביבה קיימות רכש שקיפות החלטה ועדה מנהל מקומי רשות ארוך קצר ראשון שני חדש קטן גדול חזק חלש עלות תועלת סיכון תכנית";

pub const JAPANESE: &str = "学校 連携 教師 結果 学習 信頼 予算 年度 子どもたち 地域 指導力 責任 改善 私たち どのように なぜ 間 \
一緒に 組織 提案 基盤 サーバー リクエスト データベース リリース インシデント 測定 仮説 参加者 方法 介入 環境 持続可能性 調達 \
透明性 決定 委員会 校長 地方自治体 長い 短い 最初の 新しい 小さな 大きな 強い 費用 効果 危険性 計画 見直し 変化 共有する \
コミュニケーション プログラミング ソフトウェア開発 アクセシビリティ";
