import Bytes

/// How the pages look: a slip with its counterfoil, in one column that fits 320 pixels, light or
/// dark, from the left or from the right.
enum Stylesheet {
    /// Its address, which changes with its text.
    static let path = "\(bare)?v=\(Checksum.crc32c(Array(text.utf8)))"
    static let bare = "/account/style.css"

    static let text = colours + frame + forms + parts + adaptations

    private static let colours = """
        :root {
          color-scheme: light dark;
          --desk: #f1eee7; --paper: #fffdf9; --stub: #e3ede8; --ink: #1c2321; --quiet: #55605b;
          --line: #7a847f; --hair: #d9d5ca; --accent: #0b5c4a; --accent-deep: #084738;
          --accent-ink: #ffffff; --alarm: #9b1c1c; --alarm-paper: #fdf0ee;
          --shadow: 0 1px 2px rgb(28 35 33 / 8%), 0 12px 32px -12px rgb(28 35 33 / 18%);
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --desk: #0f1312; --paper: #191f1d; --stub: #20302b; --ink: #e9edeb; --quiet: #a9b4ae;
            --line: #7f8b85; --hair: #36403c; --accent: #74d4b7; --accent-deep: #9be3cd;
            --accent-ink: #06231a; --alarm: #ffb4a9; --alarm-paper: #351714;
            --shadow: none;
          }
        }

        """

    private static let frame = """
        *, ::before, ::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
          margin: 0; min-height: 100vh; min-height: 100dvh; padding: 0 1rem;
          display: flex; flex-direction: column; align-items: center;
          background: var(--desk); color: var(--ink); overflow-wrap: anywhere;
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans",
            "Noto Sans Arabic", sans-serif;
        }
        header, main, footer { width: 100%; max-width: 31rem; }
        header { padding: 1.75rem 0 1rem; }
        .brand {
          display: flex; align-items: center; gap: .6rem; margin: 0;
          color: var(--accent); font-weight: 650; font-size: 1.05rem; letter-spacing: .01em;
        }
        .brand svg { flex: none; }
        main {
          position: relative; padding: 1.9rem 1.9rem 2rem 3.4rem; background: var(--paper);
          border: 1px solid var(--hair); border-radius: .75rem; box-shadow: var(--shadow);
        }
        [dir="rtl"] main { padding: 1.9rem 3.4rem 2rem 1.9rem; }
        main::before {
          content: ""; position: absolute; inset-block: 0; inset-inline-start: 0; width: 1.5rem;
          background: var(--stub); border-inline-end: 2px dashed var(--hair);
          border-start-start-radius: .7rem; border-end-start-radius: .7rem;
        }
        footer { margin-top: auto; padding: 2rem 0 1.5rem; }
        h1 { font-size: 1.65rem; line-height: 1.2; font-weight: 680; margin: 0 0 .9rem; }
        h2 { font-size: 1.05rem; line-height: 1.3; margin: 0 0 .4rem; }
        p { margin: 0 0 1rem; }
        main > :last-child { margin-bottom: 0; }
        .quiet { color: var(--quiet); }
        a {
          color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .2em;
        }
        a:hover { color: var(--accent-deep); text-decoration-thickness: 2px; }

        """

    private static let forms = """
        form { margin: 1.4rem 0 0; }
        label { display: block; font-weight: 600; margin-bottom: .3rem; }
        .field { margin-bottom: 1.25rem; }
        .hint { color: var(--quiet); font-size: .925rem; line-height: 1.45; margin: 0 0 .4rem; }
        .problem { color: var(--alarm); font-weight: 600; margin: 0 0 .4rem; }
        input, select {
          width: 100%; min-height: 2.9rem; padding: .55rem .75rem; font: inherit;
          color: inherit; background: var(--paper); border: 1px solid var(--line);
          border-radius: .45rem;
        }
        select option { color: var(--ink); background: var(--paper); }
        [dir="rtl"] input[dir="ltr"] { text-align: right; }
        input[aria-invalid="true"] { border: 2px solid var(--alarm); }
        button {
          min-height: 2.9rem; padding: .55rem 1.35rem; font: inherit; font-weight: 620;
          color: var(--accent-ink); background: var(--accent); border: 1px solid var(--accent);
          border-radius: .45rem; cursor: pointer;
        }
        button:hover { background: var(--accent-deep); border-color: var(--accent-deep); }
        button.second { color: var(--accent); background: transparent; }
        button.second:hover { color: var(--accent-deep); background: var(--stub); }
        .choices { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 1rem; }
        form:last-child .choices { margin-bottom: 0; }
        .after { margin: 1.25rem 0 0; }
        form + .after { padding-top: .25rem; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

        """

    private static let parts = """
        .trouble {
          background: var(--alarm-paper); color: var(--alarm); border: 2px solid var(--alarm);
          border-radius: .45rem; padding: .8rem 1rem; margin: 0 0 1.4rem;
        }
        .trouble p, .trouble ul { margin: 0; }
        .trouble ul { padding: 0; list-style: none; }
        .trouble a { color: inherit; font-weight: 600; display: inline-block; padding: .15rem 0; }
        .trouble:focus-visible { outline-color: var(--alarm); }
        .command, .code {
          font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace;
        }
        .command {
          background: var(--stub); border-radius: .45rem; padding: .7rem .9rem; margin: 0 0 1rem;
          font-size: .95rem;
        }
        code { font-size: .95em; white-space: nowrap; }
        .command code { white-space: normal; }
        .code { font-size: 1.5rem; letter-spacing: .1em; font-weight: 650; }
        [dir="rtl"] .command { text-align: left; }
        dl {
          margin: 0 0 1.2rem; padding: 1rem 0; border-block: 1px solid var(--hair);
          display: grid; gap: .75rem;
        }
        dt { color: var(--quiet); font-size: .925rem; }
        dd { margin: 0; font-weight: 600; }
        hr { border: 0; border-top: 1px solid var(--hair); margin: 1.6rem 0 1.3rem; }
        .languages {
          display: flex; flex-wrap: wrap; justify-content: center; gap: 0 .35rem; margin: 0;
          padding: 0; list-style: none; font-size: .925rem;
        }
        .languages a {
          display: block; padding: .45rem .55rem; border-radius: .4rem; color: var(--quiet);
          text-decoration: none;
        }
        .languages a:hover { color: var(--accent); text-decoration: underline; }
        .languages a[aria-current] { color: var(--accent); font-weight: 650; }

        """

    private static let adaptations = """
        @media (max-width: 26rem) {
          body { padding: 0 .75rem; }
          header { padding: 1.1rem 0 .8rem; }
          main, [dir="rtl"] main { padding: 2.1rem 1.1rem 1.5rem; }
          main::before {
            inset-block: 0 auto; inset-inline: 0; width: auto; height: .9rem;
            border-inline-end: 0; border-block-end: 2px dashed var(--hair);
            border-radius: .7rem .7rem 0 0;
          }
          h1 { font-size: 1.45rem; }
          .choices button { flex: 1 1 100%; }
        }
        @media (prefers-reduced-motion: no-preference) {
          a, button { transition: color .12s, background-color .12s, border-color .12s; }
        }
        @media (prefers-contrast: more) {
          :root { --quiet: var(--ink); --line: var(--ink); --hair: var(--ink); }
        }
        @media (forced-colors: active) {
          main::before { background: none; }
          :focus-visible { outline-color: Highlight; }
        }
        @media print {
          footer, button { display: none; }
        }

        """
}
