//! What the fields of a requirement are called, in the languages and tools that write them.
//! Knows nothing of what stands in a field.

use crate::spec::markdown::words::names_acceptance;

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) enum Field {
    Id,
    /// A headline.
    Title,
    /// What is required.
    Text,
    /// When it is accepted.
    Acceptance,
    /// What it belongs to.
    Section,
    /// Whether it is a requirement, a heading, a task.
    Kind,
    Status,
}

/// What a field's name says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) struct Known {
    pub(in crate::spec) field: Field,
    /// Whether few files but those of requirements have a field of that name.
    pub(in crate::spec) is_telling: bool,
}

/// Names that only requirements have, of what is required.
const REQUIRED: &[&str] = &[
    "requirement",
    "requirements",
    "requirement text",
    "requirement description",
    "requirement statement",
    "requirement title",
    "requirement name",
    "req text",
    "req description",
    "functional requirement",
    "system requirement",
    "shall",
    "shall statement",
    "criterion",
    "user story",
    "story",
    "normative text",
    "anforderung",
    "anforderungen",
    "anforderungstext",
    "anforderungsbeschreibung",
    "forderung",
    "exigence",
    "exigences",
    "libellé de l'exigence",
    "requisito",
    "requisitos",
    "requerimiento",
    "requisiti",
    "história de usuário",
    "historia de usuario",
    "récit utilisateur",
    "eis",
    "eisen",
    "vereiste",
    "wymaganie",
    "wymagania",
    "požadavek",
    "požadavky",
    "požiadavka",
    "требование",
    "требования",
    "вимога",
    "вимоги",
    "gereksinim",
    "krav",
    "kravtext",
    "kravtekst",
    "vaatimus",
    "követelmény",
    "cerință",
    "απαίτηση",
    "要件",
    "要件内容",
    "要求",
    "要求事項",
    "要求内容",
    "機能要件",
    "需求",
    "需求描述",
    "需求内容",
    "需求說明",
    "需求说明",
    "요구사항",
    "요구 사항",
    "요건",
    "yêu cầu",
    "المتطلب",
    "متطلب",
    "דרישה",
];

const TEXT: &[&str] = &[
    "text",
    "description",
    "desc",
    "statement",
    "content",
    "body",
    "detail",
    "details",
    "object text",
    "primary text",
    "beschreibung",
    "inhalt",
    "wortlaut",
    "texte",
    "descriptif",
    "énoncé",
    "texto",
    "descripción",
    "descripcion",
    "enunciado",
    "descrição",
    "descricao",
    "testo",
    "descrizione",
    "omschrijving",
    "beschrijving",
    "tekst",
    "opis",
    "treść",
    "popis",
    "описание",
    "текст",
    "опис",
    "açıklama",
    "metin",
    "beskrivning",
    "beskrivelse",
    "kuvaus",
    "teksti",
    "leírás",
    "descriere",
    "περιγραφή",
    "内容",
    "説明",
    "詳細",
    "描述",
    "说明",
    "說明",
    "详情",
    "설명",
    "내용",
    "mô tả",
    "nội dung",
    "الوصف",
    "وصف",
    "النص",
    "תיאור",
    "טקסט",
];

const TITLE: &[&str] = &[
    "title",
    "name",
    "summary",
    "headline",
    "subject",
    "label",
    "short description",
    "short name",
    "chapter name",
    "object heading",
    "heading",
    "titel",
    "bezeichnung",
    "kurzbeschreibung",
    "überschrift",
    "titre",
    "intitulé",
    "libellé",
    "nom",
    "título",
    "titulo",
    "nombre",
    "nome",
    "resumen",
    "resumo",
    "titolo",
    "naam",
    "tytuł",
    "nazwa",
    "název",
    "názov",
    "название",
    "наименование",
    "заголовок",
    "назва",
    "başlık",
    "rubrik",
    "tittel",
    "overskrift",
    "navn",
    "otsikko",
    "cím",
    "titlu",
    "τίτλος",
    "件名",
    "名称",
    "名稱",
    "標題",
    "标题",
    "項目",
    "项目",
    "機能",
    "機能名",
    "제목",
    "이름",
    "항목",
    "tiêu đề",
    "tên",
    "العنوان",
    "כותרת",
];

/// When something is accepted, beside what [`names_acceptance`] knows.
const ACCEPTANCE: &[&str] = &[
    "acceptance",
    "accepted when",
    "accepted if",
    "fit criterion",
    "fit criteria",
    "acceptable quality level",
    "performance standard",
    "verification criteria",
    "verification criterion",
    "validation criteria",
    "pass criteria",
    "pass criterion",
    "done when",
    "criteria",
    "akzeptanz",
    "abnahme",
    "erfüllt wenn",
    "abgenommen wenn",
    "prüfkriterium",
    "prüfkriterien",
    "critère d'acceptation",
    "critères",
    "critère",
    "aceptación",
    "criterio de aceptación",
    "criterios",
    "aceite",
    "critérios",
    "criterio di accettazione",
    "acceptatie",
    "akceptacja",
    "критерии",
    "критерий приемки",
    "kabul kriterleri",
    "acceptanskriterier",
    "akseptansekriterier",
    "acceptkriterier",
    "hyväksymiskriteerit",
    "受け入れ条件",
    "受入基準",
    "合格基準",
    "验收条件",
    "驗收條件",
    "인수 조건",
    "인수 기준",
    "tiêu chí chấp nhận",
    "معايير القبول",
    "קריטריוני קבלה",
];

const ID: &[&str] = &[
    "id",
    "ids",
    "identifier",
    "uid",
    "guid",
    "uuid",
    "key",
    "ref",
    "reference",
    "no",
    "nr",
    "num",
    "number",
    "index",
    "code",
    "tag",
    "foreign id",
    "object identifier",
    "absolute number",
    "nummer",
    "lfd",
    "lfd nr",
    "kennung",
    "numéro",
    "référence",
    "n°",
    "nº",
    "numero",
    "número",
    "código",
    "codigo",
    "codice",
    "numer",
    "číslo",
    "номер",
    "№",
    "ид",
    "идентификатор",
    "код",
    "ідентифікатор",
    "tunniste",
    "tunnus",
    "番号",
    "項番",
    "識別子",
    "编号",
    "編號",
    "序号",
    "序號",
    "번호",
    "식별자",
    "mã",
    "المعرف",
    "الرقم",
    "מזהה",
    "מספר",
];
/// How names of ids end or begin when they say of what.
const ID_ENDS: &[&str] = &[" id", " ids", " key", " no", " nr", " number", " ref", " code", "-id", " nummer"];
const ID_STARTS: &[&str] = &["id ", "nº ", "n° ", "código ", "mã "];
const ID_GLUED: &[&str] = &["番号", "编号", "編號", "번호", "ID", "id"];

const SECTION: &[&str] = &[
    "section",
    "sections",
    "group",
    "category",
    "chapter",
    "module",
    "component",
    "components",
    "feature",
    "epic",
    "epic name",
    "area",
    "topic",
    "theme",
    "subsystem",
    "kapitel",
    "abschnitt",
    "kategorie",
    "bereich",
    "gruppe",
    "chapitre",
    "catégorie",
    "rubrique",
    "sección",
    "categoría",
    "seção",
    "categoria",
    "módulo",
    "capitolo",
    "sezione",
    "categorie",
    "hoofdstuk",
    "rozdział",
    "kategoria",
    "kapitola",
    "раздел",
    "категория",
    "модуль",
    "розділ",
    "категорія",
    "bölüm",
    "kategori",
    "avsnitt",
    "luokka",
    "分類",
    "区分",
    "大分類",
    "カテゴリ",
    "分类",
    "类别",
    "類別",
    "模块",
    "模組",
    "분류",
    "카테고리",
    "phân loại",
    "القسم",
    "קטגוריה",
];

const KIND: &[&str] = &[
    "type",
    "kind",
    "issue type",
    "object type",
    "requirement type",
    "work item type",
    "item type",
    "typ",
    "art",
    "tipo",
    "soort",
    "rodzaj",
    "тип",
    "tür",
    "tyyppi",
    "種別",
    "類型",
    "类型",
    "類別型",
    "유형",
    "loại",
];

const STATUS: &[&str] = &[
    "status",
    "state",
    "zustand",
    "statut",
    "état",
    "estado",
    "stato",
    "stan",
    "stav",
    "статус",
    "состояние",
    "durum",
    "tila",
    "状態",
    "ステータス",
    "状态",
    "狀態",
    "상태",
    "trạng thái",
    "الحالة",
    "סטטוס",
];

/// A field's name in lower case, one space between its words: of `ReqIF.ForeignID`, `acceptance_criteria`,
/// `userStories` and `Custom field (Fit criterion)`.
pub(in crate::spec) fn words(name: &str) -> String {
    let name = name.trim().trim_matches(['*', '_', '`', '"', '\u{feff}']);
    let name = name.strip_prefix("Custom field (").and_then(|rest| rest.strip_suffix(')')).unwrap_or(name);
    let name = name.strip_prefix("ReqIF.").unwrap_or(name);
    let mut words = String::with_capacity(name.len() + 4);
    let mut was_small = false;
    for char in name.chars() {
        if char.is_whitespace() || matches!(char, '_' | '-' | '.' | ':' | '/' | '：') {
            if !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
            was_small = false;
            continue;
        }
        if was_small && char.is_uppercase() {
            words.push(' ');
        }
        was_small = char.is_lowercase();
        words.extend(char.to_lowercase());
    }
    words.trim_end_matches([' ', '*', '?']).to_owned()
}

/// What a field holds, going by its name; `None` when it is none of a requirement's, or says nothing.
pub(in crate::spec) fn field(name: &str) -> Option<Known> {
    let words = words(name);
    let is = |names: &[&str]| names.contains(&words.as_str());
    let known = |field, is_telling| Some(Known { field, is_telling });
    // What stands in brackets explains: `Requirement (shall statement)`.
    if let Some((before, _)) = words.split_once(['(', '（']).filter(|(before, _)| !before.trim().is_empty())
    {
        return field(before);
    }
    if is(REQUIRED) {
        known(Field::Text, true)
    } else if is(ACCEPTANCE) || names_acceptance(&words) {
        known(Field::Acceptance, true)
    } else if is(TEXT) {
        known(Field::Text, false)
    } else if is(TITLE) {
        known(Field::Title, false)
    } else if is(KIND) {
        known(Field::Kind, false)
    } else if is(STATUS) {
        known(Field::Status, false)
    } else if is(SECTION) {
        known(Field::Section, false)
    } else if is(ID) || is_id(&words) {
        known(Field::Id, of_requirement(&words))
    } else {
        None
    }
}

fn is_id(words: &str) -> bool {
    ID_ENDS.iter().any(|end| words.ends_with(end))
        || ID_STARTS.iter().any(|start| words.starts_with(start))
        || ID_GLUED.iter().any(|end| words.strip_suffix(end).is_some_and(|rest| !rest.is_ascii()))
}

/// Whether the name of an id says that it is a requirement's.
fn of_requirement(words: &str) -> bool {
    let parts = words.split([' ', '-']);
    let mut parts = parts.filter(|part| !ID.contains(part));
    parts.any(|part| {
        matches!(part, "req" | "reqs" | "ac" | "rf" | "fr" | "anforderungs") || REQUIRED.contains(&part)
    }) || ["要件", "要求", "需求", "요구사항"].iter().any(|start| words.starts_with(start))
}
