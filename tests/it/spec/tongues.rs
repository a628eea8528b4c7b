//! Scenarios, conditions, stories and numbered headings in the languages that specs are written in.

use super::{ids_of, lines_of, spec, try_read};

/// A scenario in each language: code, a heading, given, when, then, and.
const SCENARIOS: [[&str; 6]; 24] = [
    [
        "de",
        "Akzeptanzkriterien",
        "Angenommen eine Zahlung",
        "Wenn sie erstattet wird",
        "Dann kommt das Geld zurück",
        "Und der Kunde erfährt es",
    ],
    [
        "fr",
        "Critères d'acceptation",
        "Étant donné que le paiement existe",
        "Quand il est remboursé",
        "Alors l'argent revient",
        "Et le client est informé",
    ],
    [
        "fr",
        "Critères d’acceptation",
        "Sachant qu’un paiement existe",
        "Lorsqu’il est remboursé",
        "Alors l’argent revient",
        "Mais rien d'autre",
    ],
    [
        "es",
        "Criterios de aceptación",
        "Dado un pago",
        "Cuando se devuelve",
        "Entonces vuelve el dinero",
        "Y el cliente lo sabe",
    ],
    [
        "pt",
        "Critérios de aceitação",
        "Dado um pagamento",
        "Quando é devolvido",
        "Então o dinheiro volta",
        "E o cliente sabe",
    ],
    [
        "it",
        "Criteri di accettazione",
        "Dato un pagamento",
        "Quando è rimborsato",
        "Allora il denaro torna",
        "E il cliente lo sa",
    ],
    [
        "nl",
        "Acceptatiecriteria",
        "Gegeven een betaling",
        "Als die wordt terugbetaald",
        "Dan komt het geld terug",
        "En de klant weet het",
    ],
    [
        "pl",
        "Kryteria akceptacji",
        "Mając płatność",
        "Gdy zostanie zwrócona",
        "Wtedy pieniądze wracają",
        "I klient o tym wie",
    ],
    [
        "cs",
        "Akceptační kritéria",
        "Pokud existuje platba",
        "Když je vrácena",
        "Pak se peníze vrátí",
        "A zákazník to ví",
    ],
    [
        "ru",
        "Критерии приёмки",
        "Дано платёж",
        "Когда он возвращён",
        "Тогда деньги возвращаются",
        "И клиент узнаёт",
    ],
    [
        "uk",
        "Критерії приймання",
        "Дано платіж",
        "Коли його повернуто",
        "Тоді гроші повертаються",
        "І клієнт знає",
    ],
    [
        "tr",
        "Kabul Kriterleri",
        "Diyelim ki bir ödeme var",
        "Eğer iade edilirse",
        "O zaman para geri gelir",
        "Ve müşteri bilir",
    ],
    [
        "sv",
        "Acceptanskriterier",
        "Givet en betalning",
        "När den återbetalas",
        "Så kommer pengarna tillbaka",
        "Och kunden vet",
    ],
    [
        "da",
        "Acceptkriterier",
        "Givet en betaling",
        "Når den refunderes",
        "Så kommer pengene tilbage",
        "Og kunden ved det",
    ],
    [
        "nb",
        "Akseptansekriterier",
        "Gitt en betaling",
        "Når den refunderes",
        "Så kommer pengene tilbake",
        "Og kunden vet det",
    ],
    [
        "fi",
        "Hyväksymiskriteerit",
        "Oletetaan maksu",
        "Kun se palautetaan",
        "Niin raha palaa",
        "Ja asiakas tietää",
    ],
    [
        "ja",
        "受け入れ基準",
        "前提支払いがある",
        "もし返金したら",
        "ならばお金が戻る",
        "かつ顧客に知らせる",
    ],
    [
        "zh",
        "验收标准",
        "假如有一笔付款",
        "当退款时",
        "那么钱会退回",
        "并且通知客户",
    ],
    [
        "zh",
        "驗收標準",
        "假設有一筆付款",
        "當退款時",
        "那麼錢會退回",
        "並且通知客戶",
    ],
    [
        "ko",
        "수용 기준",
        "조건 결제가 있다",
        "만일 환불되면",
        "그러면 돈이 돌아온다",
        "그리고 고객이 안다",
    ],
    [
        "vi",
        "Tiêu chí chấp nhận",
        "Cho một khoản thanh toán",
        "Khi được hoàn tiền",
        "Thì tiền quay lại",
        "Và khách hàng biết",
    ],
    [
        "ar",
        "معايير القبول",
        "بفرض وجود دفعة",
        "عندما يتم ردها",
        "ثم يعود المال",
        "و يعلم العميل",
    ],
    [
        "he",
        "קריטריוני קבלה",
        "בהינתן תשלום",
        "כאשר הוא מוחזר",
        "אז הכסף חוזר",
        "וגם הלקוח יודע",
    ],
    [
        "hu",
        "Acceptance criteria",
        "Amennyiben van fizetés",
        "Ha visszatérítik",
        "Akkor a pénz visszajön",
        "És az ügyfél tudja",
    ],
];

fn check(between: &str, bullet: &str) {
    for [code, heading, given, when, then, and] in SCENARIOS {
        let scenario = |steps: &[&str]| {
            steps
                .iter()
                .map(|step| format!("{bullet}{step}"))
                .collect::<Vec<_>>()
                .join(between)
        };
        let next = if bullet.is_empty() { "\n\n" } else { "\n" };
        let (first, second) = (
            scenario(&[given, when, then, and]),
            scenario(&[given, when, then]),
        );
        let read = try_read(
            "SPEC.md",
            &format!("# S\n\n## {heading}\n\n{first}{next}{second}\n"),
        );
        let read = read.unwrap_or_else(|error| panic!("{code}: {error}"));
        let starts: Vec<u32> = lines_of(&read).iter().map(|(first, _)| *first).collect();
        let second = 5 + first.lines().count() as u32 + next.len() as u32 - 1;
        assert_eq!(starts, [5, second], "{code}");
    }
}

#[test]
fn steps_on_lines_of_a_paragraph_are_one_scenario_in_every_language() {
    check("\n", "");
}

#[test]
fn steps_in_paragraphs_are_one_scenario_in_every_language() {
    check("\n\n", "");
}

#[test]
fn steps_in_bullets_are_one_scenario_in_every_language() {
    check("\n", "- ");
}

#[test]
fn words_in_bold_and_in_capitals_are_steps() {
    let text = "# S\n\n## Szenarien\n\n**Angenommen** a\n**Wenn** b\n**Dann** c\n\n- **ÉTANT DONNÉ** a\n- **QUAND** b\n- **ALORS** c\n";
    assert_eq!(lines_of(&spec("SPEC.md", text)), [(5, 7), (9, 11)]);
}

#[test]
fn a_sentence_that_begins_like_a_step_needs_the_rest_of_a_scenario() {
    let prose = "# S\n\n## Ablauf\n\nWenn der Kunde zahlt, ist alles gut.\n\nQuand il pleut.\n\n- Data is kept\n- Date of birth\n- A user\n\n\
                 ## Anforderungen\n\n- FR-001: Zahlt einmal\n- FR-002: Fragt nach\n";
    let read = spec("SPEC.md", prose);
    assert_eq!(ids_of(&read), ["FR-001", "FR-002"]);
    let steps = read.left_out.iter().filter(|one| one.why.contains("step"));
    assert_eq!(steps.count(), 0, "{:?}", read.left_out);
}

#[test]
fn words_of_another_language_do_not_go_on_with_a_scenario() {
    let text = "## Criterios de aceptación\n\n- Dado a\n- Cuando b\n- Entonces c\n- En caso de error, se avisa\n";
    assert_eq!(lines_of(&spec("SPEC.md", text)), [(3, 5), (6, 6)]);
}

#[test]
fn a_condition_and_what_must_be_is_a_requirement_in_any_language() {
    for sentence in [
        "WENN eine Zahlung erstattet wird, SOLL das System das Geld zurückgeben",
        "Wenn eine Zahlung erstattet wird, muss das System das Geld zurückgeben",
        "QUAND un paiement est remboursé, le système DOIT rendre l'argent",
        "Cuando se devuelve un pago, el sistema debe devolver el dinero",
        "QUANDO um pagamento é devolvido, O SISTEMA DEVE devolver o dinheiro",
        "Quando un pagamento è rimborsato, il sistema deve restituire il denaro",
        "Wanneer een betaling wordt terugbetaald, moet het systeem het geld teruggeven",
        "Gdy płatność zostanie zwrócona, system musi oddać pieniądze",
        "Když je platba vrácena, systém musí vrátit peníze",
        "КОГДА платёж возвращён, система ДОЛЖНА вернуть деньги",
        "Коли платіж повернуто, система повинна повернути гроші",
        "Bir ödeme iade edildiğinde sistem parayı geri vermelidir",
        "När en betalning återbetalas ska systemet ge tillbaka pengarna",
        "Når en betaling refunderes, skal systemet give pengene tilbage",
        "Kun maksu palautetaan, järjestelmän täytyy palauttaa raha",
        "支払いが返金されたとき、システムはお金を戻さなければならない",
        "当付款被退回时，系统应退还金额",
        "當付款被退回時，系統應退還金額",
        "결제가 환불되면 시스템은 돈을 돌려주어야 한다",
        "Khi khoản thanh toán được hoàn, hệ thống phải trả lại tiền",
        "عندما يتم رد الدفعة، يجب على النظام إعادة المال",
        "כאשר תשלום מוחזר, המערכת חייבת להחזיר את הכסף",
    ] {
        let read = try_read("SPEC.md", &format!("# S\n\n## 1\n\n- {sentence}\n- Ok\n"));
        let read = read.unwrap_or_else(|error| panic!("{sentence}: {error}"));
        assert_eq!(lines_of(&read), [(5, 5)], "{sentence}");
        assert!(read.criteria[0].rule.starts_with("scenario"), "{sentence}");
    }
}

#[test]
fn a_story_is_no_criterion_in_any_language() {
    for story in [
        "Als Händler möchte ich Geld zurückgeben, damit der Kunde zufrieden ist",
        "En tant que marchand, je veux rembourser",
        "En tant qu’utilisateur, je souhaite rembourser",
        "Como comerciante, quiero devolver el dinero",
        "Como lojista, quero devolver o dinheiro",
        "Come commerciante, voglio rimborsare",
        "Als winkelier wil ik geld teruggeven",
        "Jako sprzedawca chcę zwrócić pieniądze",
        "Jako obchodník chci vrátit peníze",
        "Как продавец, я хочу вернуть деньги",
        "Як продавець, я хочу повернути гроші",
        "Bir satıcı olarak, parayı geri vermek istiyorum",
        "Som handlare vill jag ge tillbaka pengar",
        "Som handlende vil jeg give penge tilbage",
        "Kauppiaana haluan palauttaa rahan",
        "店主として、返金したい",
        "作为商家，我想退款",
        "作為商家，我希望退款",
        "판매자로서 환불하고 싶다",
        "Là người bán, tôi muốn hoàn tiền",
        "بصفتي تاجرا، أريد رد المال",
        "בתור סוחר, אני רוצה להחזיר כסף",
    ] {
        let text = format!("# S\n\n## Acceptance criteria\n\n- {story}\n- It pays back\n");
        assert_eq!(lines_of(&spec("SPEC.md", &text)), [(6, 6)], "{story}");
    }
}

#[test]
fn numbers_of_requirements_are_composed_in_any_language() {
    for (requirement, criteria) in [
        ("Anforderung 1: Erstatten", "Akzeptanzkriterien"),
        ("Exigence 1 : Rembourser", "Critères d'acceptation"),
        ("Requisito 1: Devolver", "Criterios de aceptación"),
        ("Vereiste 1: Terugbetalen", "Acceptatiecriteria"),
        ("Wymaganie 1: Zwrot", "Kryteria akceptacji"),
        ("Požadavek 1: Vrácení", "Akceptační kritéria"),
        ("Требование 1: Возврат", "Критерии приёмки"),
        ("Вимога 1: Повернення", "Критерії приймання"),
        ("Gereksinim 1: İade", "Kabul Kriterleri"),
        ("Krav 1: Återbetala", "Acceptanskriterier"),
        ("Vaatimus 1: Palautus", "Hyväksymiskriteerit"),
        ("要件1: 返金", "受け入れ基準"),
        ("需求 1：退款", "验收标准"),
        ("요구사항 1: 환불", "수용 기준"),
        ("Yêu cầu 1: Hoàn tiền", "Tiêu chí chấp nhận"),
        ("المتطلب 1: رد المال", "معايير القبول"),
        ("דרישה 1: החזר", "קריטריוני קבלה"),
    ] {
        let text = format!("# S\n\n### {requirement}\n\n#### {criteria}\n\n1. a\n2. b\n");
        assert_eq!(
            ids_of(&spec(".kiro/specs/pay/requirements.md", &text)),
            ["1.1", "1.2"],
            "{requirement}"
        );
    }
}

#[test]
fn a_scenario_in_a_heading_is_one_criterion_in_any_language() {
    for heading in [
        "Szenario: Erstatten",
        "Scénario : Rembourser",
        "Escenario: Devolver",
        "Cenário: Devolver",
        "Scenariusz: Zwrot",
        "Scénář: Vrácení",
        "Сценарий: Возврат",
        "Сценарій: Повернення",
        "Senaryo: İade",
        "Skenaario: Palautus",
        "シナリオ：返金",
        "场景：退款",
        "場景：退款",
        "시나리오: 환불",
        "Kịch bản: Hoàn tiền",
        "سيناريو: رد المال",
        "תרחיש: החזר",
    ] {
        let read = spec(
            "SPEC.md",
            &format!("# S\n\n## A\n\n### {heading}\n\n- a\n- b\n"),
        );
        assert_eq!(lines_of(&read), [(5, 8)], "{heading}");
    }
}

#[test]
fn lists_of_sentences_that_bind_are_read_in_any_language() {
    for word in [
        "MUSS",
        "DOIT",
        "DEBERÁ",
        "DEVE",
        "DOVRÀ",
        "MOET",
        "MUSI",
        "POWINIEN",
        "MUSÍ",
        "ДОЛЖЕН",
        "ПОВИНЕН",
        "ZORUNDADIR",
        "SKALL",
        "SKAL",
        "TÄYTYY",
        "PHẢI",
        "يجب",
        "חייב",
        "必须",
        "必須",
        "なければならない",
        "해야",
    ] {
        let text = format!("# S\n\n## A\n\n- x {word} a\n- y {word} b\n- z {word} c\n");
        let read = try_read("SPEC.md", &text).unwrap_or_else(|error| panic!("{word}: {error}"));
        assert_eq!(lines_of(&read).len(), 3, "{word}");
    }
}
