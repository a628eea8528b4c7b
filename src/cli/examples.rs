//! Texts for the end of each command's help: examples, and the shape of its JSON.
//!
//! A line that starts with two blanks is an example or a shape; the rest is prose.

pub(super) const REVIEW: &str = "\
Examples:
  snaglist                     everything found in this repository
  snaglist main..delivery      one range, since the merge base of its ends
  snaglist --exact v1..v2      the two ends compared directly, like `git diff v1..v2`
  snaglist --path services/pay only what is in this folder; the rest is counted
  snaglist v1.2                what the tag delivers since the one before it
  snaglist -C ../api -s agreed/spec.md

Exit codes:
  0  done
  1  failed; standard error says why and what to do
  2  not understood";

pub(super) const DEMO: &str = "\
Examples:
  snaglist demo
  snaglist demo --dir try-it --no-open

The record is kept beside the demo's repository, so that your own stays unchanged, unless you give `--data-dir`.";

pub(super) const STATUS: &str = "\
Examples:
  snaglist status
  snaglist status --json | jq '.criteria[] | select(.state != \"met\") | .id'

JSON:
  {\"version\": 1,
   \"specs\": [{\"path\", \"criteria\", \"tasks\", \"left_out\": lines that look like criteria and were not read}],
   \"criteria\": [{\"id\", \"spec\", \"state\": \"unreviewed\"|\"met\"|\"not-met\"|\"partial\"|\"waived\"|\"unclear\"|\"disputed\"|\"stale\",
     \"verdicts\": [{\"verdict\", \"by\", \"writer\", \"at\", \"comment\", \"increment\", \"head\", \"stale\": true|false,
       \"restored\": whether it lapsed for a while and holds again}]}],
   \"increments\": [{\"id\", \"title\", \"base\", \"head\", \"source\", \"round\", \"names\",
     \"earlier\": [{\"base\", \"head\"}], \"merged_in\": null | commit, \"outcome\": of that round,
     \"outcome_before\": null | {\"round\", \"outcome\", \"head\"}, \"check_again\": [ids of criteria that the outcome rested on
       and that are to be checked again], \"snags\", \"unpaired\": not all renames were looked for,
     \"since_previous\": [sentences on what changed since the round before],
     \"turn\": null | {\"whose\": \"contractor\"|\"reviewers\", \"since\", \"why\"}}],
   \"left_out\": [{\"count\", \"why\", \"some\": [names]}],
   \"remote_branch\": null | {\"name\", \"local\", \"reviewed\": true|false, \"ahead\", \"behind\", \"more\": true|false},
   \"former\": [{\"id\", \"spec\", \"text\", \"verdicts\", \"notes\": [ids], \"removed_in\": null | commit, \"maybe\": null | id, \"id_reused\"}],
   \"amendments\": [{\"criterion\", \"spec\", \"kind\": \"added\"|\"removed\"|\"reworded\", \"commit\", \"state\": \"open\"|\"refused\", \"before\", \"after\"}],
   \"unread\": [{\"entry\", \"kind\": \"reply\"|\"note\"|\"claim\"|\"state\"|\"edit\"|\"verdict\"|\"amendment\"|\"outcome\", \"by\", \"writer\",
     \"note\": null | id, \"criterion\": null | id, \"increment\": null | id}],
   \"snags\": [{\"kind\": \"note\", \"id\", \"label\", \"state\", \"spec\", \"criterion\", \"increment\", \"path\", \"side\", \"lines\", \"text\", \"author\", \"at\"}
     | {\"kind\": \"criterion\", \"id\", \"spec\", \"state\"}],
   \"turn\": {\"contractor\": null | {\"since\", \"notes\", \"criteria\"},
     \"reviewers\": null | {\"since\", \"addressed\", \"stale\", \"unreviewed\", \"disputed\"}},
   \"sync\": {\"with\": null | remote, \"last\": null | time, \"unsent\"}}

`unread` has what others said that was not yet on the reviewer's screen on this machine; commands mark nothing as read.
`remote_branch` is the remote-tracking branch of the reviewed branch, where it has commits that are not reviewed: `ahead`
counts these, `behind` those that only the local branch has, at most 10,000 each (`more`: there are more). `reviewed` says that the
reviewer took it in.

`unsent` counts entries that the remote used last lacks, as far as known here. `since` is when the oldest waiting item
began to wait. An increment's `turn` is one side's or nobody's: the contractor's since the newest request to them, the
reviewers' since the oldest item that waits for them. docs/guide.md has the rules.";

pub(super) const INCREMENTS: &str = "\
Examples:
  snaglist increments
  snaglist increments --base v1.0 --json

JSON:
  {\"version\": 1, \"because\": why these,
   \"increments\": [{\"id\", \"title\", \"base\", \"head\",
     \"source\": \"record\"|\"command-line\"|\"spec\"|\"tag\"|\"merge\"|\"branch\"|\"grouped\",
     \"round\", \"names\": [every name it goes by], \"earlier\": [{\"base\", \"head\"}], \"merged_in\": null | commit,
     \"commits\", \"files\", \"outside\", \"insertions\", \"deletions\", \"unread_files\"}],
   \"left_out\": [{\"count\", \"why\", \"some\": [names]}]}

`base` is null when the increment starts with the first commit; the counts are null when the increment cannot be read.
The lines of `unread_files` (too large, kept elsewhere, damaged) are in none of the others. `outside` counts changed files
outside the folders of `--path`. `left_out` has what is in no increment: others' work that was merged in, history too
old to be shown, and what could not be read.";

pub(super) const ROUNDS: &str = "\
Examples:
  snaglist rounds
  snaglist rounds refunds
  snaglist rounds refunds --json | jq '.increments[].rounds[].since_previous.files'

JSON:
  {\"version\": 1,
   \"increments\": [{\"id\", \"names\", \"rounds\": [{\"round\", \"base\", \"head\",
     \"delivered\": null | time of the head, \"seen_at\": null | time,
     \"outcome\": null | outcome, \"outcome_by\", \"outcome_at\",
     \"kept\": null | {\"at\", \"bytes\", \"left_out\": [line]},
     \"missing\": null | why it cannot be read, \"error\": null | why it cannot be compared,
     \"since_previous\": null | {
       \"kind\": \"nothing\"|\"rebased\"|\"changed\"|\"not-comparable\", \"rebase_only\", \"onto\": null | commit,
       \"files\": [path],
       \"file_changes\": [{\"path\", \"was\": null | path, \"own\", \"rebase\", \"base_lines_gone\", \"whole\": null | why, \"counted\"}],
       \"hunks_changed\", \"hunks_unchanged\", \"hunks_gone\", \"hunks_unasked\",
       \"own\": {\"added\", \"removed\"}, \"rebase\": {\"added\", \"removed\"},
       \"commits\": [{\"state\": \"same\"|\"changed\"|\"gone\"|\"new\",
         \"by\": null | \"id\"|\"patch\"|\"change-id\"|\"message\"|\"likeness\", \"same_patch\",
         \"old\": null | {\"id\", \"subject\"}, \"new\": null | {\"id\", \"subject\"}, \"held_by\": null | commit}],
       \"criteria_changed\": [ids], \"criteria_unchanged\": [ids],
       \"criteria\": [{\"spec\", \"id\", \"now\": [ids, where others],
         \"kind\": \"added\"|\"removed\"|\"renumbered\"|\"reworded\"|\"split\"|\"merged\"}], \"left_out\": [line]}}]}]}

`files` are those that the contractor changed since the round before. `criteria_changed` lists the criteria of which the
evidence or the text changed, `criteria_unchanged` those of which neither did; one that has no evidence in both rounds is in
neither. `hunks_unasked` counts new hunks that no criterion asked for. `kept` is what is kept of a round beside the record, for
when the clone forgets it.

`own` counts the contractor's lines since the round before; `rebase` those that a new base brought, which are in none of the
others. A file is compared as a `whole`, the base's lines with the contractor's, where nothing else can be told; `whole` says
why. Commits are listed as `git range-diff` does: `=` same, `!` changed, `<` gone, `>` new. `since_previous` is null for the
first round.";

pub(super) const SPEC_SHOW: &str = "\
Examples:
  snaglist spec show
  snaglist spec show agreed.md --explain
  snaglist spec show docs/*.md --json
  snaglist spec show openspec/changes/add-refunds
  snaglist spec show SPEC.md --spec-at v1.2
  curl -s https://example.org/tasks.md | snaglist spec show - --as tasks.md

JSON:
  {\"version\": 1,
   \"specs\": [{\"path\", \"dialect\", \"because\": why that dialect, \"title\",
     \"group\": null | {\"path\", \"what\"},
     \"criteria\": [{\"id\", \"kind\": \"criterion\"|\"task\", \"line\", \"end_line\", \"section\": [headings], \"text\",
       \"claim\": \"ticked\"|\"unticked\"|\"none\", \"rule\": what made it one,
       \"requirement\": null | index into `requirements`, \"names\": [ids of criteria that a task is for], \"paths\": [globs]}],
     \"requirements\": [{\"title\", \"text\", \"line\", \"end_line\"}],
     \"warnings\": [{\"line\", \"message\", \"about\"}],
     \"left_out\": [{\"line\", \"end_line\", \"why\"}]}]}

`line` counts from 1. `left_out` has the lines that look like criteria and were not read as any. `group` is the folder of specs that are reviewed together. Files that are named need no
repository. One that gives nothing is an error; the others are shown all the same. docs/spec-format.md says what
is read.";

pub(super) const SPEC_FOLLOW: &str = "\
Examples:
  snaglist spec follow --from v1.0 --to main
  snaglist spec follow --from agreed --to HEAD docs/spec.md --json

JSON:
  {\"version\": 1, \"from\": {\"commit\"}, \"to\": {\"commit\"},
   \"criteria\": [{\"path\", \"line\", \"id\", \"to\": [{\"path\", \"line\", \"id\"}],
     \"relation\": \"same\"|\"renumbered\"|\"reworded\"|\"both\"|\"replaced\"|\"gone\"|\"split\"|\"merged\",
     \"sure\": \"certain\"|\"likely\"|\"unsure\",
     \"id_now\": null | {\"path\", \"line\", \"id\"}, \"removed_in\": null | commit}],
   \"cut\": true|false}

There is one row for each criterion of the older version; `line` counts from 1. `to` is empty when the criterion was
removed. An `unsure` row is a guess that somebody has to check: nothing said about the old criterion carries over.
`id_now` is another criterion that has the id now. `cut` says that a limit kept the history from being read in full.";

pub(super) const SPEC_AGREED: &str = "\
Examples:
  snaglist spec agreed
  snaglist spec agreed --agree AC-2 --refuse AC-5
  snaglist spec agreed --pin v1.0

JSON:
  {\"version\": 1, \"at\": null | commit, \"because\", \"agreed\": how many changes were agreed,
   \"amendments\": [{\"criterion\", \"spec\", \"kind\": \"added\"|\"removed\"|\"reworded\", \"commit\": null | commit,
     \"state\": \"open\"|\"refused\", \"before\", \"after\"}]}

The agreed specs are those at the start of the engagement, or at the end of the first increment that has them, until
somebody pins a commit. A delivered change is not agreed until a reviewer says so: until then the agreed text is judged,
and a removed criterion is still judged.";

pub(super) const SPEC_NEW: &str = "\
Examples:
  snaglist spec new
  snaglist spec new docs/agreed.toml
  snaglist spec new -

JSON:
  {\"version\": 1, \"path\"}

An existing file is kept, unless you give `--force`.";

pub(super) const TRACE: &str = "\
Examples:
  snaglist trace
  snaglist trace billing
  snaglist trace main..HEAD
  snaglist trace --json | jq -r '.uncovered[]'
  snaglist trace --json | jq '.unclaimed | length'

JSON:
  {\"version\": 1, \"increment\": null | id,
   \"links\": [{\"criterion\", \"spec\", \"target\": {\"commit\"} | {\"path\"} | {\"path\", \"hunk\", \"side\", \"lines\"},
     \"kind\": \"declared\"|\"confirmed\", \"by\": how, or a writer, \"place\": null | {\"commit\", \"path\", \"branch\", \"line\"}, \"increment\"}],
   \"suggestions\": [{\"criterion\", \"spec\", \"target\": {\"commit\", \"path\", \"hunk\", \"side\", \"lines\"}, \"score\",
     \"strength\": \"weak\"|\"fair\"|\"strong\", \"increment\"}],
   \"uncovered\": [criterion], \"unclaimed\": [{\"path\", \"hunk\", \"side\", \"lines\"}],
   \"by_commit_only\": [{\"path\", \"hunk\", \"side\", \"lines\"}], \"ambiguous\": [as in `links`],
   \"left_out\": [{\"what\", \"why\", \"criteria\", \"commit\" or \"path\", \"increment\"}],
   \"folded\": [{\"why\", \"hunks\"}], \"hunks\": {\"all\", \"claimed\"},
   \"outside\"}

Suggestions are ranked, best first, and do not count until a reviewer confirms them; a weak one, or none, says nothing
about the delivery. `by_commit_only` has hunks that are linked only through their commit and contain nothing of the
criterion; `left_out` has mentions of criteria that do not count, with the reason; `ambiguous` has links to an id in
several specs, one for each spec, which do not count. `folded` counts changes that need not be claimed: lock files,
generated and vendored code, moved or reformatted lines, specs. `outside` counts files outside the folders of `--path`.
Fields that do not apply are left out.";

pub(super) const MARK: &str = "\
Examples:
  snaglist mark AC-3 met
  snaglist mark AC-3 not-met --reason 'two calls with one key both charge'
  snaglist mark 'docs/spec.md#AC-3' waived --reason 'agreed on 2 May' --increment billing
  snaglist mark AC-3 met --at v1.2

JSON:
  {\"version\": 1, \"id\", \"spec\", \"criterion\", \"verdict\", \"increment\", \"head\", \"state\",
   \"evidence\": [{\"path\", \"lines\": [{\"first\", \"last\"}]}]}

A verdict lapses when the criterion's text changes, or the lines it rests on do.
Where another reviewer's differs, both stand and the criterion is disputed, until one says `--resolve`.";

pub(super) const OUTCOME: &str = "\
Examples:
  snaglist outcome billing
  snaglist outcome billing accepted
  snaglist outcome v1.2 changes-requested --reason 'AC-5 and AC-7 first'
  snaglist outcome billing none

JSON:
  {\"version\": 1, \"increment\", \"round\", \"head\", \"outcome\", \"outcome_before\": null | {\"round\", \"outcome\", \"head\"},
   \"check_again\": [ids of criteria that it rested on and that are to be checked again],
   \"history\": [{\"id\", \"outcome\", \"by\", \"writer\", \"at\", \"base\", \"head\", \"comment\", \"stands\", \"taken_back\"}]}

An outcome belongs to a round: to the delivered commits, whatever their name. A new delivery is in review until
somebody decides about it. No decision is lost: those that were replaced or taken back stay in the history.";

pub(super) const NOTE: &str = "\
Examples:
  snaglist note --on src/refund.rs:42-43 --criterion AC-5 'Both calls can pass this check.'
  snaglist note --label praise --increment billing 'A pleasure to read.'
  snaglist note --on src/refund.rs:42                    opens your editor
  snaglist note --reply 3f2a91c 'Which of the two?'
  snaglist note --reply 3f2a91c --addressed HEAD 'One lock from the look to the write.'
  snaglist note --reply 3f2a91c --state verified
  snaglist note --move 3f2a91c --on src/refund.rs:50-51
  snaglist note --private --on src/refund.rs:42 'Ask Mira before saying anything.'
  snaglist note --list --criterion AC-5
  snaglist note --text list                              a note of one word that looks like a command

JSON:
  --list:  {\"version\": 1, \"notes\": [{\"id\", \"label\", \"blocking\", \"private\", \"state\": \"open\"|\"addressed\"|\"verified\"|\"withdrawn\",
            \"since\", \"commit\", \"spec\", \"criterion\", \"increment\", \"path\", \"side\": \"old\"|\"new\", \"lines\": {\"first\", \"last\"},
            \"standing\": \"exact\"|\"moved\"|\"edited\"|\"gone\", \"written_on\", \"now\": {\"path\", \"lines\"}, \"text\", \"author\", \"at\",
            \"replies\": [{\"id\", \"text\", \"author\", \"at\"}]}]}
  else:    {\"version\": 1, \"id\"}

Fields that do not apply are null. `standing` says how the lines compare in the newest round, `now` where they are: null
when the file is gone, with null `lines` when the lines are. `written_on` is the commit with the version of the file that
`lines` refer to, if not the round's own. `since` is when the note got its state; `commit` is the claimed fix.
Labels are those of conventionalcomments.org; `issue`, `todo` and `chore` block unless you say otherwise.
The editor is `editor` of your settings, else $VISUAL, else $EDITOR.";

pub(super) const PEOPLE: &str = "\
Examples:
  snaglist people
  snaglist people --role contractor                 your role here
  snaglist people --role contractor --always        and in future projects
  snaglist people 'Jonas Weber' --role contractor   somebody else's role

JSON:
  {\"version\": 1, \"people\": [{\"writer\", \"name\", \"email\", \"role\": \"reviewer\"|\"contractor\"|\"observer\", \"you\": true|false}]}

Reviewers judge, the contractor replies and says what was fixed, observers read and comment. Everybody is a reviewer
until somebody says otherwise. A role that a reviewer gave takes precedence over one's own words.";

pub(super) const EXPORT: &str = "\
Examples:
  snaglist export -o ../review.md
  snaglist export --format text | mail -s 'Review of round 2' contractor@example.com
  snaglist export --json | jq '.counts'

The same record gives the same summary, to the byte.

JSON, with `null` for what does not apply:
  {\"version\": 1, \"snaglist\", \"repository\", \"period\": {\"from\", \"to\"},
   \"people\": [{\"writer\", \"name\", \"role\", \"events\"}],
   \"specs\": [{\"path\", \"title\", \"blob\", \"digest\", \"left_out\": lines that look like criteria and were not read}],
   \"increments\": [{\"id\", \"title\", \"source\", \"base\", \"head\", \"round\", \"earlier\": [{\"base\", \"head\"}],
     \"commits\", \"more_commits\", \"unpaired\", \"files\", \"insertions\", \"deletions\", \"hunks\", \"claimed\", \"unread\", \"unread_files\", \"outcome\",
     \"check_again\": [{\"spec\", \"id\"}], \"outcomes\": [{\"outcome\", \"by\", \"at\", \"head\", \"comment\"}], \"hidden\", \"hidden_in\": [{\"commit\" or \"path\", \"what\"}]}],
   \"counts\": {each state, \"criteria\", \"unmet\", \"notes\"},
   \"criteria\": [{\"spec\", \"id\", \"counts\", \"section\", \"text\", \"line\", \"claim\", \"state\",
     \"verdicts\": [{\"verdict\", \"by\", \"at\", \"increment\", \"head\", \"comment\", \"stale\", \"restored\"}],
     \"evidence\": [{\"increment\", \"kind\": \"declared\"|\"confirmed\", \"by\",
       \"commit\" with \"subject\", or \"path\" with \"hunk\", \"side\", \"lines\": {\"first\", \"last\"}}],
     \"more_evidence\", \"reach\": {\"commits\": [id], \"files\": [path], \"hunks\", \"tests\"}, \"notes\": [id]}],
   \"unclaimed\": [{\"increment\", \"path\", \"hunks\": [{\"side\", \"lines\"}]}],
   \"snags\": [{\"criterion\": {\"spec\", \"id\"}, \"unmet\", \"notes\": [id]}],
   \"notes\": [{\"id\", \"label\", \"blocking\", \"snag\", \"state\", \"state_by\", \"commit\", \"criterion\": {\"spec\", \"id\"},
     \"increment\", \"head\", \"path\", \"side\", \"lines\", \"code\", \"text\", \"author\", \"at\", \"edited\",
     \"replies\": [{\"id\", \"author\", \"at\", \"text\"}]}],
   \"sign_offs\": [{\"by\", \"at\", \"increment\", \"head\", \"comment\"}], \"remarks\": [line],
   \"record\": {\"events\", \"digest\", \"unknown\", \"retracted\", \"damaged\": [{\"file\", \"why\"}]}}

Writers are ids; `people` has their names.";

pub(super) const SYNC: &str = "\
Examples:
  snaglist sync                              with the remote used last, else the clone's `origin`
  snaglist sync git@git.example.com:acme/review.git
  snaglist sync /srv/git/review.git          a directory, used by `snaglist sync` from then on
  snaglist sync --to record.txt              a text for a mail
  snaglist sync --from record.txt

JSON:
  {\"version\": 1, \"with\", \"via\", \"received\", \"sent\", \"unsent\", \"bad\": [{\"file\", \"why\"}], \"remarks\": [line]}

Nothing is ever forced: what somebody deletes or rewrites there is sent again. Git itself makes the connection, with your
credentials, in a repository of our own; of the reviewed clone's configuration only the address of a remote is used, and
that only when it is https or ssh.";

pub(super) const RECORD_VERIFY: &str = "\
Examples:
  snaglist record verify
  snaglist record verify --digest            to compare with a colleague

JSON:
  {\"version\": 1, \"events\", \"writers\", \"digest\", \"newer\": entries of newer versions, \"restored\": [file],
   \"damaged\": [{\"file\", \"why\"}], \"quarantine\": [{\"file\", \"why\"}],
   \"signatures\": [{\"writer\", \"name\", \"good\", \"unsigned\", \"unknown\", \"bad\", \"by\": [who]}], \"remarks\": [line]}
  --digest:  {\"version\": 1, \"digest\"}

Every entry is kept twice: in a file of its own, and in a repository beside. Each is repaired from the other. The exit
code is 1 when irreparable damage is left; everything else stays usable.";

pub(super) const RECORD_EXPORT: &str = "\
Examples:
  snaglist record export ../api-review.snaglist
  snaglist record import api-review.snaglist     in a clone, on the other machine

To give the record to somebody else, use `snaglist sync --to`: an export also holds your drafts.";

pub(super) const KEYS: &str = "\
Examples:
  snaglist keys
  snaglist keys --markdown

JSON:
  {\"version\": 1, \"keys\": [{\"context\", \"action\", \"keys\": [key], \"help\"}]}

`action` is the name to use in the settings' `[keys]`.";
