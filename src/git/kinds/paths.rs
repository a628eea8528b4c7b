//! Classifies files by their folders and names.
//!
//! A small table of our own. Generated, vendored and documentation follow
//! `lib/linguist/generated.rb`, `vendor.yml` and `documentation.yml` of github-linguist; the others
//! are the conventions of the common languages and tools. Knows nothing of contents.

use crate::model::kind::FileKind;

type Test = fn(&LowercasePath<'_>) -> bool;

/// Returns the kind of the file at a path, `None` when nothing distinguishes it from source. Skips
/// kinds that are `denied`.
pub(super) fn kind(path: &[u8], denied: &dyn Fn(FileKind) -> bool) -> Option<FileKind> {
    let lower = path.to_ascii_lowercase();
    let at = lower
        .iter()
        .rposition(|&byte| byte == b'/')
        .map_or(0, |at| at + 1);
    let place = LowercasePath {
        folders: &lower[..at],
        name: &lower[at..],
        written: &path[at..],
    };
    let tests: [(FileKind, Test); 6] = [
        (FileKind::Vendored, is_vendored),
        (FileKind::Generated, is_generated),
        (FileKind::Docs, is_docs),
        (FileKind::Tests, is_test),
        (FileKind::Configuration, is_configuration),
        (FileKind::Data, is_data),
    ];
    tests
        .iter()
        .find(|(kind, is)| is(&place) && !denied(*kind))
        .map(|(kind, _)| *kind)
}

/// A path in lower case.
struct LowercasePath<'p> {
    /// The folders: empty, or ending in `/`.
    folders: &'p [u8],
    name: &'p [u8],
    /// The name as it is written.
    written: &'p [u8],
}

impl<'p> LowercasePath<'p> {
    fn folders(&self) -> impl Iterator<Item = &'p [u8]> {
        self.folders
            .split(|&byte| byte == b'/')
            .filter(|part| !part.is_empty())
    }

    fn top(&self) -> &'p [u8] {
        self.folders().next().unwrap_or_default()
    }

    /// Returns the part behind the last dot; empty without one, and for `.name`.
    fn extension(&self) -> &'p [u8] {
        match self.name.iter().rposition(|&byte| byte == b'.') {
            Some(at) if at > 0 => &self.name[at + 1..],
            _ => &[],
        }
    }

    /// Returns the name up to its first dot.
    fn stem(&self) -> &'p [u8] {
        self.name
            .split(|&byte| byte == b'.')
            .next()
            .unwrap_or_default()
    }

    fn ends(&self, ends: &[&str]) -> bool {
        ends.iter().any(|end| self.name.ends_with(end.as_bytes()))
    }

    fn starts(&self, starts: &[&str]) -> bool {
        starts
            .iter()
            .any(|start| self.name.starts_with(start.as_bytes()))
    }
}

fn is_vendored(place: &LowercasePath<'_>) -> bool {
    let folder = |name: &[u8]| {
        matches!(
            name,
            b"node_modules"
                | b"bower_components"
                | b"vendor"
                | b"vendors"
                | b"third_party"
                | b"third-party"
                | b"thirdparty"
                | b"3rdparty"
                | b"3rd_party"
                | b"3rd-party"
                | b"extern"
                | b"external"
                | b"godeps"
                | b"pods"
                | b"carthage"
                | b".venv"
        )
    };
    place.folders().any(folder)
        || matches!(place.top(), b"deps" | b"dependencies")
        || matches!(
            place.name,
            b"gradlew"
                | b"gradlew.bat"
                | b"mvnw"
                | b"mvnw.cmd"
                | b"config.guess"
                | b"config.sub"
                | b"cpplint.py"
        )
        || place.folders.ends_with(b"gradle/wrapper/")
        || place.starts(&["jquery", "bootstrap"]) && matches!(place.extension(), b"js" | b"css")
}

fn is_generated(place: &LowercasePath<'_>) -> bool {
    let folder = |name: &[u8]| {
        matches!(
            name,
            b"__generated__" | b"generated" | b"dist" | b".idea" | b"htmlcov" | b"__pycache__"
        )
    };
    let lock = place.extension() == b"lock"
        || matches!(
            place.name,
            b"package-lock.json"
                | b"npm-shrinkwrap.json"
                | b"pnpm-lock.yaml"
                | b"bun.lockb"
                | b"go.sum"
                | b"go.work.sum"
                | b"module.bazel.lock"
                | b".terraform.lock.hcl"
                | b"package.resolved"
                | b"gradle.lockfile"
                | b"packages.lock.json"
        );
    lock || place.folders().any(folder)
        || matches!(place.name, b"aclocal.m4" | b"configure" | b"libtool.m4")
        || place.starts(&[".pnp."])
        || matches!(
            place.extension(),
            b"nib" | b"xcworkspacedata" | b"xcuserstate" | b"map" | b"pyc"
        )
        || place.ends(&[
            ".min.js",
            ".min.css",
            "-min.js",
            "-min.css",
            ".pb.go",
            ".pb.gw.go",
            ".pb.cc",
            ".pb.h",
            ".pb.swift",
            "_pb2.py",
            "_pb2.pyi",
            "_pb2_grpc.py",
            "_pb.js",
            "_pb.ts",
            "_pb.rb",
            ".gen.go",
            "_gen.go",
            "_generated.go",
            ".generated.ts",
            ".generated.cs",
            ".g.cs",
            ".g.dart",
            ".freezed.dart",
            ".designer.cs",
            ".designer.vb",
            ".feature.cs",
            ".zep.c",
            ".zep.h",
        ])
}

fn is_docs(place: &LowercasePath<'_>) -> bool {
    let text = place.extension() == b"txt" && !is_list_of_dependencies(place);
    let page = matches!(place.extension(), [b'1'..=b'9'])
        && place.folders().any(|name| name.starts_with(b"man"));
    text && !place.folders().any(is_test_folder)
        || page
        || matches!(
            place.extension(),
            b"md"
                | b"markdown"
                | b"mdx"
                | b"rst"
                | b"adoc"
                | b"asciidoc"
                | b"org"
                | b"textile"
                | b"rdoc"
        )
        || matches!(place.top(), b"doc" | b"docs" | b"documentation")
        || matches!(
            place.stem(),
            b"readme"
                | b"license"
                | b"licence"
                | b"copying"
                | b"contributing"
                | b"changelog"
                | b"changes"
                | b"authors"
                | b"notice"
                | b"install"
                | b"news"
        ) && matches!(place.extension(), b"" | b"txt" | b"html")
}

/// Whether it is a `.txt` file that programs read.
fn is_list_of_dependencies(place: &LowercasePath<'_>) -> bool {
    place.starts(&[
        "requirements",
        "constraints",
        "cmakelists",
        "robots",
        "meson_options",
    ])
}

fn is_test_folder(name: &[u8]) -> bool {
    matches!(
        name,
        b"test"
            | b"tests"
            | b"__tests__"
            | b"spec"
            | b"specs"
            | b"testdata"
            | b"testing"
            | b"fixtures"
            | b"e2e"
            | b"__mocks__"
            | b"__snapshots__"
            | b"test-fixtures"
            | b"androidtest"
    )
}

fn is_test(place: &LowercasePath<'_>) -> bool {
    // `UserServiceTest.java`: the word begins with a capital, behind something.
    let stem_length = place.stem().len();
    let written = &place.written[..stem_length];
    let camel = ["Test", "Tests", "Spec", "TestCase", "IT"]
        .iter()
        .any(|end| {
            let before = written.strip_suffix(end.as_bytes());
            before
                .and_then(<[u8]>::last)
                .is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
    let stem = place.stem();
    let word = [
        &b"_test"[..],
        b"_tests",
        b"_spec",
        b"-test",
        b"-tests",
        b"-spec",
    ]
    .iter()
    .any(|end| stem.ends_with(end));
    camel
        || word
        || place.folders().any(is_test_folder)
        || place.top() == b"t"
        || stem.starts_with(b"test_")
        || matches!(
            place.name,
            b"tests.rs" | b"test.rs" | b"conftest.py" | b"tests.py"
        )
        || [&b".test."[..], b".spec.", b".e2e.", b".cy."]
            .iter()
            .any(|mark| place.name.windows(mark.len()).any(|window| window == *mark))
}

fn is_configuration(place: &LowercasePath<'_>) -> bool {
    let folder = |name: &[u8]| {
        matches!(
            name,
            b".github" | b".gitlab" | b".circleci" | b".vscode" | b".husky" | b".cargo"
        )
    };
    place.folders().any(folder)
        || place.name.starts_with(b".")
        || is_list_of_dependencies(place)
        || matches!(
            place.extension(),
            b"toml"
                | b"yml"
                | b"yaml"
                | b"ini"
                | b"cfg"
                | b"conf"
                | b"properties"
                | b"env"
                | b"plist"
                | b"gradle"
                | b"cmake"
                | b"mk"
                | b"mak"
                | b"bazel"
                | b"bzl"
                | b"sln"
                | b"csproj"
                | b"vcxproj"
                | b"pbxproj"
                | b"am"
                | b"ac"
                | b"m4"
        )
        || matches!(
            place.stem(),
            b"dockerfile"
                | b"containerfile"
                | b"makefile"
                | b"gnumakefile"
                | b"jenkinsfile"
                | b"vagrantfile"
                | b"procfile"
                | b"gemfile"
                | b"pipfile"
                | b"podfile"
                | b"cartfile"
                | b"justfile"
                | b"codeowners"
                | b"kconfig"
        )
        || matches!(
            place.name,
            b"package.json"
                | b"composer.json"
                | b"deno.json"
                | b"angular.json"
                | b"nx.json"
                | b"turbo.json"
                | b"lerna.json"
                | b"renovate.json"
                | b"pom.xml"
                | b"build.xml"
                | b"web.config"
                | b"go.mod"
                | b"go.work"
                | b"meson.build"
                | b"build"
                | b"workspace"
        )
        || place.starts(&["tsconfig", "jsconfig"])
        || [&b".config."[..], b"rc.json", b"rc.js"]
            .iter()
            .any(|mark| place.name.windows(mark.len()).any(|window| window == *mark))
}

fn is_data(place: &LowercasePath<'_>) -> bool {
    matches!(
        place.extension(),
        b"json"
            | b"jsonl"
            | b"json5"
            | b"geojson"
            | b"csv"
            | b"tsv"
            | b"xml"
            | b"dat"
            | b"bin"
            | b"db"
            | b"sqlite"
            | b"parquet"
            | b"avro"
            | b"npy"
            | b"po"
            | b"pot"
            | b"mo"
            | b"resx"
            | b"xlf"
            | b"png"
            | b"jpg"
            | b"jpeg"
            | b"gif"
            | b"webp"
            | b"avif"
            | b"bmp"
            | b"ico"
            | b"icns"
            | b"svg"
            | b"tif"
            | b"tiff"
            | b"psd"
            | b"pdf"
            | b"ttf"
            | b"otf"
            | b"woff"
            | b"woff2"
            | b"eot"
            | b"mp3"
            | b"mp4"
            | b"ogg"
            | b"wav"
            | b"flac"
            | b"webm"
            | b"mov"
            | b"zip"
            | b"gz"
            | b"tgz"
            | b"xz"
            | b"zst"
            | b"7z"
            | b"jar"
            | b"whl"
            | b"exe"
            | b"dll"
            | b"so"
            | b"wasm"
            | b"pem"
            | b"crt"
            | b"log"
    )
}
