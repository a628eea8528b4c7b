//! The commits: when, by whom, and under which name each was delivered. The texts are in
//! `content/`, in a folder for each commit with the files it changes.

use super::people::{JONAS, MIRA, StoryPerson};

/// One commit.
pub(super) struct StoryCommit {
    /// The folder of its texts, below `content/`.
    pub folder: &'static str,
    pub at: &'static str,
    pub by: &'static StoryPerson,
    pub message: &'static str,
    /// Paths with their contents.
    pub texts: &'static [(&'static str, &'static str)],
    pub others: &'static [Other],
    /// A branch that starts at this commit.
    pub branch: Option<&'static str>,
    /// The tag it is delivered with, and the tag's message.
    pub tag: Option<(&'static str, &'static str)>,
}

/// Other changes of files in a commit.
pub(super) enum Other {
    Remove(&'static str),
    Executable(&'static str),
    Bytes(&'static str, &'static [u8]),
}

macro_rules! steps {
    ($(
        $folder:literal, $by:ident at $at:literal: $message:literal
        [$($path:literal)*] $([$($other:expr),*])? $(branch $branch:literal)? $(tag $tag:literal $title:literal)?;
    )*) => {
        /// The whole history, oldest first.
        pub(super) static STEPS: &[StoryCommit] = &[$(StoryCommit {
            folder: $folder,
            at: $at,
            by: &$by,
            message: $message,
            texts: &[$(($path, include_str!(concat!("content/", $folder, "/", $path, ".txt"))),)*],
            others: &[$($($other),*)?],
            branch: steps!(@ $($branch)?),
            tag: steps!(@ $(($tag, $title))?),
        },)*];
    };
    (@) => { None };
    (@ $some:expr) => { Some($some) };
}

steps! {
    "01-skeleton", MIRA at "2026-05-04T09:30+01:00": "\
Start payments-api: routes, currencies, an empty store

Charges and refunds answer 501 until the engagement carries them out.
"
    [".gitignore" "Cargo.lock" "Cargo.toml" "README.md" "migrations/001_charges.sql" "rustfmt.toml"
     "scripts/migrate.sh" "src/api.rs" "src/charge.rs" "src/currency.rs" "src/error.rs" "src/lib.rs"
     "src/main.rs" "src/notify.rs" "src/ping.rs" "src/refund.rs" "src/store.rs" "tests/api.rs"];

    "02-spec", MIRA at "2026-05-05T16:05+01:00": "\
Agree on the spec for refunds

Read through with Jonas on the phone; he delivers in four increments.
"
    ["spec.md"] branch "delivery";

    "03-keys", JONAS at "2026-05-11T18:40-05:00": "\
Add idempotency keys

Short keys are refused: a counter is not unique across clients.
"
    ["src/idempotency.rs" "src/lib.rs"];

    "04-charges", JONAS at "2026-05-12T20:15-05:00": "\
Create charges, once per key

The look for a former charge and the write of a new one happen under one
lock, so a retry that overtakes its original is no second charge.

Criterion: AC-1
Criterion: AC-2
"
    ["src/api.rs" "src/charge.rs" "src/error.rs" "src/store.rs"];

    "05-amounts", JONAS at "2026-05-13T19:02-05:00": "\
Refuse odd amounts (AC-3), test charges
"
    ["README.md" "spec.md" "src/charge.rs" "src/error.rs" "tests/charges.rs"]
    tag "increment-1" "Charges and idempotency keys\n\nAC-1 to AC-3.\n";

    "06-move-key-parsing", JONAS at "2026-05-18T19:20-05:00": "\
Move the parsing of keys next to the key

Refunds need it too. No change otherwise.
"
    ["src/api.rs" "src/idempotency.rs"];

    "07-refunds", JONAS at "2026-05-20T21:45-05:00": "\
Refund a charge, in whole or in parts

A retry with the same key gets the refund that is there.

Criterion: AC-4
Criterion: AC-5
"
    ["migrations/002_refunds.sql" "src/api.rs" "src/error.rs" "src/refund.rs" "src/store.rs"];

    "08-refund-tests", JONAS at "2026-05-21T20:10-05:00": "\
Test refunds
"
    ["README.md" "spec.md" "tests/refunds.rs"]
    tag "increment-2" "Idempotent refunds\n\nAC-4 to AC-6.\n";

    "09-one-lock", JONAS at "2026-05-27T19:05-05:00": "\
Look for a refund and make it under one lock

Two calls with one key could both find nothing and both go on. The test
makes two at once, 200 times; without the lock it fails nearly every run.

Criterion: AC-4
"
    ["src/refund.rs" "src/store.rs" "tests/refunds.rs"];

    "10-pending", JONAS at "2026-05-27T22:50-05:00": "\
Count pending refunds too (AC-5)

Refunds on their way now count as given back. Clients see what is left as
`refundable`.
"
    ["src/api.rs" "src/refund.rs" "tests/charges.rs" "tests/refunds.rs"]
    tag "increment-2-r2" "Idempotent refunds\n\nSecond round: both blocking notes are addressed.\n";

    "11-amend-spec", MIRA at "2026-06-01T11:15+01:00": "\
Amend AC-3: no free charges, and a ceiling

Risk wants both. Agreed with Jonas, who does it with the third increment.
"
    ["spec.md"];

    "12-webhook", JONAS at "2026-06-02T18:55-05:00": "\
Call it webhook, and fill the queue
"
    ["src/api.rs" "src/lib.rs" "src/webhook.rs"] [Other::Remove("src/notify.rs")];

    "13-signatures", JONAS at "2026-06-03T20:30-05:00": "\
Sign webhooks

HMAC-SHA256 from RustCrypto; the lock file grows by its dependencies.

Criterion: AC-7
"
    ["Cargo.lock" "Cargo.toml" "src/lib.rs" "src/signature.rs"];

    "14-retries", JONAS at "2026-06-04T21:35-05:00": "\
Send webhooks, and again when that fails (AC-8)

On a thread of its own, so that requests do not wait for it.

Refs: AC-9
"
    ["README.md" "src/delivery.rs" "src/lib.rs" "src/main.rs" "tests/webhooks.rs"];

    "15-ceiling", JONAS at "2026-06-05T17:25-05:00": "\
Keep to the amended AC-3

While I was at the currencies: the lev is gone, the leone was redenominated.
"
    ["spec.md" "src/charge.rs" "src/currency.rs" "tests/charges.rs"]
    tag "increment-3" "Signed webhooks with retries\n\nAC-7 to AC-9, and AC-3 as amended.\n";

    "16-health", JONAS at "2026-06-08T19:40-05:00": "\
Answer health checks from the store, drop ping

Criterion: AC-10
"
    ["README.md" "spec.md" "src/api.rs" "src/health.rs" "src/lib.rs" "src/store.rs" "tests/api.rs"]
    [Other::Remove("src/ping.rs")];

    "17-admin", JONAS at "2026-06-09T22:20-05:00": "\
Add a door for support

Was handy while testing, and support will love it.
"
    ["src/admin.rs" "src/api.rs" "src/lib.rs" "src/store.rs"];

    "18-load", JONAS at "2026-06-10T18:30-05:00": "\
Measure charges under load
"
    ["tests/load.rs"];

    "19-housekeeping", JONAS at "2026-06-10T19:15-05:00": "\
Make the migrations runnable, add a logo
"
    ["README.md"] [Other::Executable("scripts/migrate.sh"), Other::Bytes("docs/logo.png", LOGO)]
    tag "increment-4" "Health, load and housekeeping\n\nAC-10, and a test for AC-12. This is the last one: thank you all.\n";
}

/// A coin of 16 × 16 pixels, as a PNG file.
const LOGO: &[u8] = b"\
\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x10\x00\x00\x00\x10\
\x01\x00\x00\x00\x00\x37\x88\xc2\xcc\x00\x00\x00\x3b\x49\x44\x41\x54\x78\x01\x01\x30\x00\xcf\xff\
\x00\xff\xff\x00\xf8\x1f\x00\xe7\xe7\x00\xdf\xfb\x00\xbc\x3d\x00\xbb\xdd\x00\x77\xfe\x00\x61\xfe\
\x00\x77\xfe\x00\x61\xfe\x00\x77\xfe\x00\xbb\xdd\x00\xbc\x3d\x00\xdf\xfb\x00\xe7\xe7\x00\xf8\x1f\
\x45\xc0\x17\xbc\xc4\x12\x76\xd0\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
