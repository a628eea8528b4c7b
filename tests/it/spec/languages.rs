//! What headings say in the languages that specs are written in, a test per language.

use super::headings::{Holds, check};

/// Headings of one language, by what is under them, as people write them.
struct Headings {
    criteria: &'static [&'static str],
    tasks: &'static [&'static str],
    phases: &'static [&'static str],
    asides: &'static [&'static str],
    out_of_scope: &'static [&'static str],
    history: &'static [&'static str],
    remarks: &'static [&'static str],
    records: &'static [&'static str],
}

impl Headings {
    fn check(&self) {
        check(self.criteria, &[Holds::Criteria]);
        check(self.tasks, &[Holds::Tasks]);
        check(self.phases, &[Holds::Phase]);
        check(self.asides, &[Holds::Aside, Holds::Stated]);
        for never in [self.out_of_scope, self.history, self.remarks, self.records] {
            check(never, &[Holds::Nothing]);
        }
    }
}

macro_rules! language {
    ($name:ident: $($field:ident $headings:expr;)*) => {
        #[test]
        fn $name() {
            Headings { $($field: &$headings),* }.check();
        }
    };
}

language! { german:
    criteria ["Akzeptanzkriterien", "2.1 Funktionale Anforderungen", "Nicht-funktionale Anforderungen", "Sicherheitsanforderungen", "Abnahmekriterien für Meilenstein 2", "Anforderungen an die Schnittstelle"];
    tasks ["Aufgaben", "Umsetzungsplan", "Nächste Schritte", "Aufgabe 3: Tabelle anlegen", "Naechste Schritte"];
    phases ["Phase 2: Umsetzung der Limits", "Projektphasen"];
    asides ["Annahmen und Abhängigkeiten", "Risiken", "Einleitung", "Randfälle", "Entitäten", "Hintergrund"];
    out_of_scope ["Abgrenzung", "Nicht im Umfang", "Außerhalb des Projektumfangs", "Nicht-Ziele", "AUSSERHALB DES UMFANGS"];
    history ["Änderungshistorie", "Aenderungsverlauf", "Versionshistorie"];
    remarks ["Glossar", "Offene Fragen", "Anmerkungen", "Offene Punkte"];
    records ["QA-Ergebnisse", "Testergebnisse", "Code-Review", "Entwicklernotizen"];
}

language! { french:
    criteria ["Critères d'acceptation", "Critères d’acceptation", "CRITERES D'ACCEPTATION", "Exigences fonctionnelles", "3. Exigences de sécurité", "Scénarios d'acceptation"];
    tasks ["Tâches", "Taches / Sous-taches", "Plan d'implémentation", "Prochaines étapes", "Tâche 2 : Créer la table"];
    phases ["Phase 1 – Cadrage", "Étape 3 : Recette"];
    asides ["Hypothèses", "Dépendances externes", "Cas limites", "Contexte", "Entités clés", "Risques et atténuations"];
    out_of_scope ["Hors périmètre", "Hors perimetre", "Hors champ", "Non-objectifs", "Exclusions"];
    history ["Historique des modifications", "Historique des révisions", "Journal des modifications"];
    remarks ["Glossaire", "Questions ouvertes", "Remarques", "Points en suspens"];
    records ["Résultats des tests", "Revue de code", "Notes de développement"];
}

language! { spanish:
    criteria ["Criterios de aceptación", "Criterios de aceptacion", "Requisitos funcionales", "Requisitos no funcionales", "Requerimientos del sistema", "Escenarios de aceptación"];
    tasks ["Tareas", "Plan de implementación", "Próximos pasos", "Tarea 4: Crear la tabla"];
    phases ["Fase 2: Límites", "Etapa 1"];
    asides ["Supuestos", "Dependencias", "Casos límite", "Contexto", "Entidades clave", "Riesgos y mitigaciones"];
    out_of_scope ["Fuera de alcance", "Fuera del alcance", "Exclusiones", "No incluye"];
    history ["Historial de cambios", "Control de cambios", "Historial de versiones"];
    remarks ["Glosario", "Preguntas abiertas", "Notas", "Definiciones"];
    records ["Resultados de las pruebas", "Revisión de código", "Notas de desarrollo"];
}

language! { portuguese:
    criteria ["Critérios de aceitação", "Criterios de aceite", "Requisitos funcionais", "Requisitos não funcionais", "Cenários de aceitação", "Definição de pronto"];
    tasks ["Tarefas", "Plano de implementação", "Próximos passos", "Tarefa 1: Criar a tabela"];
    phases ["Fase 2: Limites", "Etapa 3"];
    asides ["Premissas", "Dependências", "Casos de borda", "Contexto", "Entidades principais", "Riscos"];
    out_of_scope ["Fora de escopo", "Fora do escopo", "Não incluído", "Exclusões"];
    history ["Histórico de alterações", "Histórico de revisões", "Controle de versões"];
    remarks ["Glossário", "Questões em aberto", "Observações", "Definições"];
    records ["Resultados dos testes", "Revisão de código", "Notas de implementação"];
}

language! { italian:
    criteria ["Criteri di accettazione", "Requisiti funzionali", "Requisiti non funzionali", "Scenari di accettazione", "Definizione di fatto"];
    tasks ["Attività", "Attivita'", "Piano di implementazione", "Prossimi passi", "Compito 2: Creare la tabella"];
    phases ["Fase 2: Limiti"];
    asides ["Assunzioni", "Dipendenze", "Casi limite", "Contesto", "Entità chiave", "Rischi e mitigazioni"];
    out_of_scope ["Fuori ambito", "Fuori dall'ambito", "Esclusioni", "Non-obiettivi"];
    history ["Cronologia delle modifiche", "Storico delle revisioni", "Registro delle modifiche"];
    remarks ["Glossario", "Domande aperte", "Note", "Definizioni"];
    records ["Risultati dei test", "Revisione del codice", "Note di sviluppo"];
}

language! { dutch:
    criteria ["Acceptatiecriteria", "Functionele eisen", "Niet-functionele eisen", "Beveiligingseisen", "Eisen aan het systeem"];
    tasks ["Taken", "Implementatieplan", "Volgende stappen", "Taak 3: Tabel maken"];
    phases ["Fase 2: Limieten"];
    asides ["Aannames", "Afhankelijkheden", "Randgevallen", "Achtergrond", "Risico's", "Entiteiten"];
    out_of_scope ["Buiten scope", "Buiten de scope", "Uitsluitingen", "Niet-doelen"];
    history ["Wijzigingsgeschiedenis", "Versiegeschiedenis", "Documenthistorie"];
    remarks ["Begrippenlijst", "Open vragen", "Opmerkingen", "Definities"];
    records ["Testresultaten", "Codereview", "Technische notities"];
}

language! { polish:
    criteria ["Kryteria akceptacji", "Wymagania funkcjonalne", "Wymagania niefunkcjonalne", "Scenariusze akceptacyjne", "Definicja ukończenia", "Wymagania dla systemu"];
    tasks ["Zadania", "Plan wdrożenia", "Nastepne kroki", "Zadanie 2: Utworzyć tabelę"];
    phases ["Faza 1: Limity", "Etap 2"];
    asides ["Założenia", "Zalozenia", "Zależności", "Przypadki brzegowe", "Kontekst", "Kluczowe encje", "Ryzyka"];
    out_of_scope ["Poza zakresem", "Wykluczenia", "Wyłączenia"];
    history ["Historia zmian", "Historia wersji", "Rejestr zmian"];
    remarks ["Słownik pojęć", "Otwarte pytania", "Uwagi", "Definicje"];
    records ["Wyniki testów", "Przegląd kodu", "Notatki deweloperskie"];
}

language! { czech:
    criteria ["Akceptační kritéria", "Akceptacni kriteria", "Funkční požadavky", "Nefunkční požadavky", "Požadavky na systém", "Definice hotového"];
    tasks ["Úkoly", "Plán implementace", "Další kroky", "Úkol 3: Vytvořit tabulku"];
    phases ["Fáze 2: Limity", "Etapa 1"];
    asides ["Předpoklady", "Závislosti", "Okrajové případy", "Kontext", "Klíčové entity", "Rizika"];
    out_of_scope ["Mimo rozsah", "Mimo rozsah projektu", "Není součástí"];
    history ["Historie změn", "Historie verzí", "Seznam změn"];
    remarks ["Slovník pojmů", "Otevřené otázky", "Poznámky", "Definice"];
    records ["Výsledky testů", "Revize kódu", "Poznámky k implementaci"];
}

language! { russian:
    criteria ["Критерии приёмки", "Критерии приемки", "Функциональные требования", "Нефункциональные требования", "Требования к системе", "Сценарии приёмки"];
    tasks ["Задачи", "План реализации", "Следующие шаги", "Задача 2: Создать таблицу"];
    phases ["Этап 1. Лимиты", "Фаза 2"];
    asides ["Допущения", "Зависимости", "Граничные случаи", "Введение", "Ключевые сущности", "Риски", "Контекст"];
    out_of_scope ["Вне рамок проекта", "Не входит в объём работ", "За рамками проекта", "Вне области действия"];
    history ["История изменений", "Лист регистрации изменений", "История версий"];
    remarks ["Глоссарий", "Открытые вопросы", "Примечания", "Термины и определения"];
    records ["Результаты тестирования", "Код-ревью", "Заметки разработчика"];
}

language! { ukrainian:
    criteria ["Критерії приймання", "Критерії прийняття", "Функціональні вимоги", "Нефункціональні вимоги", "Вимоги до системи"];
    tasks ["Завдання", "План реалізації", "Наступні кроки", "Завдання 2: Створити таблицю"];
    phases ["Етап 1: Ліміти", "Фаза 2"];
    asides ["Припущення", "Залежності", "Граничні випадки", "Вступ", "Ключові сутності", "Ризики"];
    out_of_scope ["Поза межами проєкту", "Поза обсягом", "Не входить до обсягу"];
    history ["Історія змін", "Журнал змін", "Історія версій"];
    remarks ["Глосарій", "Відкриті питання", "Примітки", "Терміни та визначення"];
    records ["Результати тестування", "Нотатки розробника", "Огляд коду"];
}

language! { turkish:
    criteria ["Kabul Kriterleri", "KABUL KRİTERLERİ", "İşlevsel Gereksinimler", "Fonksiyonel Olmayan Gereksinimler", "Sistem Gereksinimleri", "Başarı ölçütleri"];
    tasks ["Görevler", "Uygulama Planı", "Sonraki Adımlar", "Görev 2: Tabloyu oluştur", "Yapilacaklar"];
    phases ["Aşama 1: Limitler", "2. Faz"];
    asides ["Varsayımlar", "Bağımlılıklar", "Uç Durumlar", "Giriş", "Temel Varlıklar", "Riskler"];
    out_of_scope ["Kapsam Dışı", "KAPSAM DIŞI", "Kapsam dışında", "Dahil olmayanlar"];
    history ["Değişiklik Geçmişi", "Sürüm Geçmişi", "Revizyon Geçmişi"];
    remarks ["Sözlük", "Açık Sorular", "Notlar", "Tanımlar"];
    records ["Test Sonuçları", "Kod İncelemesi", "Geliştirici Notları"];
}

language! { swedish:
    criteria ["Acceptanskriterier", "Funktionella krav", "Icke-funktionella krav", "Säkerhetskrav", "Krav på systemet", "Definition av klar"];
    tasks ["Uppgifter", "Genomförandeplan", "Nästa steg", "Uppgift 2: Skapa tabellen"];
    phases ["Fas 1: Gränser", "Etapp 2"];
    asides ["Antaganden", "Beroenden", "Gränsfall", "Bakgrund", "Risker", "Entiteter"];
    out_of_scope ["Utanför omfattningen", "Avgränsningar", "Ingår inte"];
    history ["Ändringshistorik", "Versionshistorik", "Revisionshistorik"];
    remarks ["Ordlista", "Öppna frågor", "Anteckningar", "Definitioner"];
    records ["Testresultat", "Kodgranskning", "Tekniska anteckningar"];
}

language! { danish:
    criteria ["Acceptkriterier", "Funktionelle krav", "Ikke-funktionelle krav", "Sikkerhedskrav", "Krav til systemet", "Succeskriterier"];
    tasks ["Opgaver", "Implementeringsplan", "Næste skridt", "Opgave 2: Opret tabellen"];
    phases ["Fase 1: Grænser"];
    asides ["Antagelser", "Afhængigheder", "Grænsetilfælde", "Baggrund", "Risici", "Nøgleentiteter"];
    out_of_scope ["Uden for omfang", "Ikke omfattet", "Afgrænsning"];
    history ["Ændringshistorik", "Versionshistorik", "Ændringslog"];
    remarks ["Ordliste", "Åbne spørgsmål", "Bemærkninger", "Aabne spoergsmaal"];
    records ["Testresultater", "Kodegennemgang", "Tekniske noter"];
}

language! { norwegian:
    criteria ["Akseptansekriterier", "Funksjonelle krav", "Ikke-funksjonelle krav", "Sikkerhetskrav", "Krav til systemet"];
    tasks ["Oppgaver", "Gjennomføringsplan", "Neste steg", "Oppgave 2: Lag tabellen"];
    phases ["Fase 1: Grenser"];
    asides ["Forutsetninger", "Avhengigheter", "Grensetilfeller", "Bakgrunn", "Risikoer", "Antakelser"];
    out_of_scope ["Utenfor omfang", "Avgrensninger", "Ikke inkludert"];
    history ["Endringshistorikk", "Versjonshistorikk", "Endringslogg"];
    remarks ["Ordliste", "Åpne spørsmål", "Merknader", "Definisjoner"];
    records ["Testresultater", "Kodegjennomgang", "Tekniske notater"];
}

language! { finnish:
    criteria ["Hyväksymiskriteerit", "Toiminnalliset vaatimukset", "Ei-toiminnalliset vaatimukset", "Tietoturvavaatimukset", "Valmiin määritelmä"];
    tasks ["Tehtävät", "Toteutussuunnitelma", "Seuraavat vaiheet", "Tehtävä 2: Luo taulu"];
    phases ["Vaihe 1: Rajat"];
    asides ["Oletukset", "Riippuvuudet", "Reunatapaukset", "Tausta", "Riskit", "Johdanto"];
    out_of_scope ["Rajauksen ulkopuolella", "Ei sisälly toimitukseen", "Rajaukset"];
    history ["Muutoshistoria", "Versiohistoria", "Dokumentin historia"];
    remarks ["Sanasto", "Avoimet kysymykset", "Huomautukset", "Määritelmät"];
    records ["Testitulokset", "Koodikatselmointi", "Tekniset muistiinpanot"];
}

language! { japanese:
    criteria ["受け入れ基準", "機能要件", "非機能要件", "3.1 要件一覧", "第2章 性能要件", "返金の受け入れ条件", "要件と受け入れ基準"];
    tasks ["タスク", "実装計画", "次のステップ", "タスク2：テーブルを作る", "タスク一覧"];
    phases ["フェーズ1：上限", "フェーズ 2"];
    asides ["前提条件", "依存関係", "エッジケース", "はじめに", "主要エンティティ", "リスク", "背景と目的"];
    out_of_scope ["対象外", "スコープ外", "【対象外】", "やらないこと"];
    history ["改訂履歴", "変更履歴", "更新履歴"];
    remarks ["用語集", "未解決の質問", "備考", "用語の定義"];
    records ["テスト結果", "コードレビュー", "開発メモ", "受け入れ基準の検証"];
}

language! { chinese_simplified:
    criteria ["验收标准", "功能需求", "非功能需求", "一、验收条件", "退款的验收标准", "（二）性能要求", "需求列表"];
    tasks ["任务", "实施计划", "下一步", "任务2：创建表", "待办事项"];
    phases ["阶段1：限额", "第一阶段：限额"];
    asides ["假设", "依赖关系", "边界情况", "背景", "关键实体", "风险", "主要风险"];
    out_of_scope ["范围外", "不包括", "非目标", "不在范围内"];
    history ["修订历史", "变更记录", "版本历史"];
    remarks ["术语表", "未决问题", "备注", "待确认事项"];
    records ["测试结果", "代码审查", "开发笔记"];
}

language! { chinese_traditional:
    criteria ["驗收標準", "功能需求", "非功能需求", "驗收條件", "效能要求"];
    tasks ["任務", "實施計畫", "下一步", "任務 2：建立資料表", "待辦事項"];
    phases ["階段 1：限額"];
    asides ["假設", "依賴關係", "邊界情況", "背景", "關鍵實體", "風險"];
    out_of_scope ["範圍外", "不在範圍內", "非目標", "超出範圍"];
    history ["修訂歷史", "變更紀錄", "版本歷史"];
    remarks ["術語表", "未決問題", "備註", "待確認問題"];
    records ["測試結果", "程式碼審查", "開發筆記"];
}

language! { korean:
    criteria ["수용 기준", "인수 조건", "기능 요구사항", "비기능 요구사항", "기능요구사항", "요구사항 목록"];
    tasks ["작업", "구현 계획", "다음 단계", "작업 2: 테이블 만들기", "할 일 목록"];
    phases ["1단계: 한도", "단계 2"];
    asides ["가정", "의존성", "엣지 케이스", "배경", "주요 엔티티", "위험 요소"];
    out_of_scope ["범위 외", "범위 제외", "비목표", "제외 사항"];
    history ["변경 이력", "개정이력", "수정 이력"];
    remarks ["용어집", "미해결 질문", "참고 사항", "비고"];
    records ["테스트 결과", "코드 리뷰", "개발 노트"];
}

language! { vietnamese:
    criteria ["Tiêu chí chấp nhận", "Tieu chi chap nhan", "Yêu cầu chức năng", "Yêu cầu phi chức năng", "Tiêu chí nghiệm thu", "Yêu cầu của hệ thống"];
    tasks ["Nhiệm vụ", "Kế hoạch triển khai", "Các bước tiếp theo", "Nhiệm vụ 2: Tạo bảng"];
    phases ["Giai đoạn 1: Hạn mức"];
    asides ["Giả định", "Phụ thuộc", "Trường hợp biên", "Bối cảnh", "Thực thể chính", "Rủi ro"];
    out_of_scope ["Ngoài phạm vi", "Không bao gồm", "Ngoai pham vi"];
    history ["Lịch sử thay đổi", "Lịch sử phiên bản", "Lịch sử sửa đổi"];
    remarks ["Thuật ngữ", "Câu hỏi mở", "Ghi chú", "Định nghĩa"];
    records ["Kết quả kiểm thử", "Ghi chú kỹ thuật"];
}

language! { arabic:
    criteria ["معايير القبول", "المتطلبات الوظيفية", "المتطلبات غير الوظيفية", "متطلبات النظام", "شروط القبول"];
    tasks ["المهام", "خطة التنفيذ", "الخطوات التالية", "المهمة 2: إنشاء الجدول"];
    phases ["المرحلة 1: الحدود"];
    asides ["الافتراضات", "الإفتراضات", "الاعتماديات", "الحالات الحدية", "مقدمة", "الكيانات الرئيسية", "المخاطر"];
    out_of_scope ["خارج النطاق", "خارج نطاق المشروع", "الاستثناءات"];
    history ["سجل التغييرات", "سجل المراجعات", "تاريخ الإصدارات"];
    remarks ["المصطلحات", "أسئلة مفتوحة", "ملاحظات", "التعريفات"];
    records ["نتائج الاختبار", "مراجعة الكود", "ملاحظات التطوير"];
}

language! { hebrew:
    criteria ["קריטריוני קבלה", "דרישות פונקציונליות", "דרישות לא פונקציונליות", "דרישות המערכת", "תנאי קבלה"];
    tasks ["משימות", "תוכנית יישום", "הצעדים הבאים", "משימה 2: יצירת הטבלה"];
    phases ["שלב 1: מגבלות"];
    asides ["הנחות", "תלויות", "מקרי קצה", "רקע", "ישויות מרכזיות", "סיכונים"];
    out_of_scope ["מחוץ לתחום", "מחוץ להיקף", "לא כלול"];
    history ["היסטוריית שינויים", "היסטוריית גרסאות", "יומן שינויים"];
    remarks ["מילון מונחים", "שאלות פתוחות", "הערות", "הגדרות"];
    records ["תוצאות בדיקות", "סקירת קוד", "הערות פיתוח"];
}
