//! Lists the languages: grammars and the file names that identify them. Data only.

/// A language.
#[derive(Debug)]
pub(super) struct GrammarEntry {
    /// The grammar's name in the compiled-in set.
    pub(super) grammar: &'static str,
    /// File extensions, without the dot; the case does not matter.
    pub(super) extensions: &'static [&'static str],
    /// Whole file names.
    pub(super) names: &'static [&'static str],
    /// File names up to the first dot, when nothing else matches: `Dockerfile.dev`.
    pub(super) stems: &'static [&'static str],
    /// Interpreters of scripts, without versions.
    pub(super) interpreters: &'static [&'static str],
}

const fn by_extension(grammar: &'static str, extensions: &'static [&'static str]) -> GrammarEntry {
    GrammarEntry {
        grammar,
        extensions,
        names: &[],
        stems: &[],
        interpreters: &[],
    }
}

impl GrammarEntry {
    const fn names(self, names: &'static [&'static str]) -> Self {
        Self { names, ..self }
    }

    const fn stems(self, stems: &'static [&'static str]) -> Self {
        Self { stems, ..self }
    }

    const fn interpreters(self, interpreters: &'static [&'static str]) -> Self {
        Self {
            interpreters,
            ..self
        }
    }
}

/// All languages. Where two share an extension, the first has it.
pub(super) const LANGUAGES: &[GrammarEntry] = &[
    by_extension("Rust", &["rs"]).interpreters(&["rust-script"]),
    by_extension("Go", &["go"]),
    by_extension("Gomod", &[]).names(&["go.mod", "go.work"]),
    by_extension("Python", &["py", "pyi", "pyw", "pyx", "bzl", "star"])
        .names(&[
            "BUILD",
            "WORKSPACE",
            "SConstruct",
            "SConscript",
            "wscript",
            "Tiltfile",
        ])
        .interpreters(&["python", "pypy", "uv"]),
    by_extension("TypeScript", &["ts", "mts", "cts"])
        .interpreters(&["deno", "bun", "ts-node", "tsx"]),
    by_extension("TypeScriptReact", &["tsx"]),
    by_extension("JavaScript (Babel)", &["js", "mjs", "cjs", "jsx", "es6"])
        .interpreters(&["node", "nodejs"]),
    by_extension("Java", &["java", "jav"]),
    by_extension("Kotlin", &["kt", "kts"]).interpreters(&["kotlin"]),
    by_extension("C", &["c", "h"]),
    by_extension(
        "C++",
        &[
            "cpp", "cc", "cxx", "c++", "hpp", "hh", "hxx", "h++", "inl", "ipp", "tpp", "cu", "ino",
        ],
    ),
    by_extension("C#", &["cs", "csx"]),
    by_extension("Ruby", &["rb", "rake", "gemspec", "ru", "podspec", "rbi"])
        .names(&[
            "Gemfile",
            "Rakefile",
            "Podfile",
            "Vagrantfile",
            "Brewfile",
            "Fastfile",
            "Dangerfile",
        ])
        .interpreters(&["ruby", "jruby", "rake"]),
    by_extension("PHP", &["php", "phtml", "php4", "php5", "php7", "phps"]).interpreters(&["php"]),
    by_extension("SQL", &["sql", "ddl", "dml", "pgsql", "psql"]),
    by_extension(
        "Bourne Again Shell (bash)",
        &["sh", "bash", "zsh", "ksh", "bats", "ebuild"],
    )
    .names(&[
        ".bashrc",
        ".bash_profile",
        ".bash_aliases",
        ".bash_logout",
        ".profile",
        ".zshrc",
        ".zshenv",
        ".zprofile",
        ".envrc",
        "PKGBUILD",
        "APKBUILD",
    ])
    .interpreters(&["sh", "bash", "zsh", "ksh", "mksh", "dash", "ash", "bats"]),
    by_extension("Fish", &["fish"]).interpreters(&["fish"]),
    by_extension("Terraform", &["tf", "tfvars", "hcl", "nomad", "tofu"]).names(&[".terraformrc"]),
    by_extension("Dockerfile", &["dockerfile", "containerfile"])
        .stems(&["Dockerfile", "Containerfile"]),
    by_extension("YAML", &["yaml", "yml", "cff"]).names(&[
        ".clang-format",
        ".clang-tidy",
        ".clangd",
    ]),
    by_extension("TOML", &["toml"]).names(&[
        "Cargo.lock",
        "poetry.lock",
        "uv.lock",
        "pdm.lock",
        "Pipfile",
        "Gopkg.lock",
    ]),
    by_extension(
        "JSON",
        &[
            "json",
            "jsonc",
            "json5",
            "jsonl",
            "geojson",
            "webmanifest",
            "ipynb",
            "avsc",
            "tfstate",
            "har",
        ],
    )
    .names(&[
        "Pipfile.lock",
        "composer.lock",
        "flake.lock",
        "deno.lock",
        ".babelrc",
        ".eslintrc",
        ".prettierrc",
    ]),
    by_extension(
        "Markdown",
        &["md", "markdown", "mdown", "mkd", "mdx", "mdc"],
    ),
    by_extension("HTML", &["html", "htm", "xhtml", "shtml"]),
    by_extension("CSS", &["css"]),
    by_extension("SCSS", &["scss"]),
    by_extension("Sass", &["sass"]),
    by_extension("Less", &["less"]),
    by_extension("Protocol Buffer", &["proto"]),
    by_extension("Makefile", &["mk", "mak", "make"])
        .names(&["makefile", "GNUmakefile"])
        .stems(&["Makefile"])
        .interpreters(&["make"]),
    by_extension("Lua", &["lua", "luau", "rockspec"]).interpreters(&["lua", "luajit"]),
    by_extension("Swift", &["swift"]).interpreters(&["swift"]),
    by_extension("Scala", &["scala", "sbt", "sc"]).interpreters(&["scala"]),
    by_extension("Elixir", &["ex", "exs"])
        .names(&["mix.lock"])
        .interpreters(&["elixir"]),
    by_extension("HTML (EEx)", &["eex", "heex", "leex"]),
    by_extension("Erlang", &["erl", "hrl", "escript"])
        .names(&["rebar.config"])
        .interpreters(&["escript"]),
    by_extension("Vue Component", &["vue"]),
    by_extension("Svelte", &["svelte"]),
    by_extension(
        "XML",
        &[
            "xml",
            "xsd",
            "xsl",
            "xslt",
            "svg",
            "rss",
            "pom",
            "csproj",
            "fsproj",
            "vbproj",
            "vcxproj",
            "props",
            "targets",
            "plist",
            "xaml",
            "resx",
            "nuspec",
            "wsdl",
            "storyboard",
            "xib",
        ],
    ),
    by_extension("GraphQL", &["graphql", "graphqls", "gql"]),
    by_extension("Groovy", &["groovy", "gradle", "gvy"])
        .stems(&["Jenkinsfile"])
        .interpreters(&["groovy"]),
    by_extension("Dart", &["dart"]).interpreters(&["dart"]),
    by_extension("Objective-C", &["m"]),
    by_extension("Objective-C++", &["mm"]),
    by_extension("Haskell", &["hs"]).interpreters(&["runghc", "runhaskell", "stack"]),
    by_extension("Clojure", &["clj", "cljs", "cljc", "edn"]).interpreters(&["bb", "clojure"]),
    by_extension("F#", &["fs", "fsi", "fsx"]),
    by_extension("OCaml", &["ml", "mli"]).interpreters(&["ocaml"]),
    by_extension("Elm", &["elm"]),
    by_extension("Julia", &["jl"]).interpreters(&["julia"]),
    by_extension("R", &["r", "rprofile"]).interpreters(&["Rscript"]),
    by_extension("Perl", &["pl", "pm", "t"]).interpreters(&["perl"]),
    by_extension("PowerShell", &["ps1", "psm1", "psd1"]).interpreters(&["pwsh", "powershell"]),
    by_extension("Batch File", &["bat", "cmd"]),
    by_extension("Zig", &["zig", "zon"]),
    by_extension("Nim", &["nim", "nims", "nimble"]),
    by_extension("Crystal", &["cr"]).interpreters(&["crystal"]),
    by_extension("D", &["d", "di"]),
    by_extension("Nix", &["nix"]),
    by_extension("CMake", &["cmake"]).names(&["CMakeLists.txt"]),
    by_extension("Ninja", &["ninja"]),
    by_extension("Puppet", &["pp"]),
    by_extension("Rego", &["rego"]),
    by_extension("jsonnet", &["jsonnet", "libsonnet"]),
    by_extension("Solidity", &["sol"]),
    by_extension("Vyper", &["vy"]),
    by_extension("SystemVerilog", &["sv", "svh"]),
    by_extension("Verilog", &["v", "vh"]),
    by_extension("VHDL", &["vhd", "vhdl"]),
    by_extension("Fortran (Modern)", &["f90", "f95", "f03", "f08"]),
    by_extension("Pascal", &["pas", "dpr"]),
    by_extension("GLSL", &["glsl", "vert", "frag", "comp", "vs", "gs"]),
    by_extension("WGSL", &["wgsl"]),
    by_extension("GDScript (Godot Engine)", &["gd"]),
    by_extension("QML", &["qml"]),
    by_extension("VimL", &["vim"]).names(&[".vimrc", "_vimrc"]),
    by_extension("AWK", &["awk"]).interpreters(&["awk", "gawk", "mawk"]),
    by_extension("Tcl", &["tcl"]).interpreters(&["tclsh", "wish", "expect"]),
    by_extension("Jinja2", &["j2", "jinja", "jinja2"]),
    by_extension("HTML (Twig)", &["twig"]),
    by_extension("LaTeX", &["tex", "sty", "cls"]),
    by_extension("BibTeX", &["bib"]),
    by_extension("Typst", &["typ"]),
    by_extension("reStructuredText", &["rst"]),
    by_extension("AsciiDoc (Asciidoctor)", &["adoc", "asciidoc"]),
    by_extension(
        "INI",
        &[
            "ini", "cfg", "desktop", "service", "timer", "socket", "mount",
        ],
    )
    .names(&[
        ".editorconfig",
        ".npmrc",
        ".pylintrc",
        ".flake8",
        ".coveragerc",
        "tox.ini",
    ]),
    by_extension("Java Properties", &["properties"]),
    by_extension("DotENV", &["env"]).names(&[
        ".env",
        ".env.local",
        ".env.example",
        ".env.test",
        ".env.production",
    ]),
    by_extension("Requirements.txt", &[]).names(&[
        "requirements.txt",
        "constraints.txt",
        "requirements-dev.txt",
    ]),
    by_extension("nginx", &[]).names(&["nginx.conf"]),
    by_extension("Git Config", &["gitconfig"]).names(&[".gitconfig", ".gitmodules"]),
    by_extension("Git Ignore", &["gitignore"]).names(&[
        ".dockerignore",
        ".npmignore",
        ".prettierignore",
        ".eslintignore",
    ]),
    by_extension("Diff", &["diff", "patch"]),
    by_extension("Git Attributes", &["gitattributes"]),
];
