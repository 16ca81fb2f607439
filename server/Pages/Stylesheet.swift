/// How the pages look: one column that fits 320 pixels, in the light or the dark.
enum Stylesheet {
    static let text = """
        :root {
          color-scheme: light dark;
          --paper: #fbfaf7; --ink: #1d2226; --quiet: #54606a; --line: #767f87;
          --accent: #0b5c4a; --accent-ink: #ffffff; --alarm: #9b1c1c; --alarm-paper: #fdeeee;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #14181b; --ink: #eceff1; --quiet: #b0bac2; --line: #8a949c;
            --accent: #6fd3b5; --accent-ink: #0a211a; --alarm: #ffb4ab; --alarm-paper: #3a1613;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; background: var(--paper); color: var(--ink);
          font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
        }
        header, main { max-width: 30rem; margin: 0 auto; padding: 0 1rem; }
        header { padding-top: 1.5rem; }
        main { padding-bottom: 3rem; }
        .brand { margin: 0; font-weight: 600; color: var(--accent); letter-spacing: .02em; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: .75rem 0 1rem; }
        p { margin: 0 0 1rem; }
        .quiet { color: var(--quiet); }
        label { display: block; font-weight: 600; margin-bottom: .25rem; }
        .field { margin-bottom: 1.1rem; }
        .hint { color: var(--quiet); font-size: .9rem; margin: .25rem 0 0; }
        input, select {
          width: 100%; min-height: 2.75rem; padding: .5rem .7rem; font: inherit;
          color: inherit; background: transparent; border: 1px solid var(--line);
          border-radius: .4rem;
        }
        select option { color: var(--ink); background: var(--paper); }
        input[aria-invalid="true"] { border-color: var(--alarm); border-width: 2px; }
        button {
          min-height: 2.75rem; padding: .5rem 1.2rem; font: inherit; font-weight: 600;
          color: var(--accent-ink); background: var(--accent); border: 1px solid var(--accent);
          border-radius: .4rem; cursor: pointer;
        }
        button.second { color: var(--accent); background: transparent; }
        .choices { display: flex; flex-wrap: wrap; gap: .75rem; }
        a { color: var(--accent); }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .alarm {
          background: var(--alarm-paper); color: var(--alarm); border: 1px solid var(--alarm);
          border-radius: .4rem; padding: .7rem .9rem; margin-bottom: 1.2rem;
        }
        .code { font: 1.3rem/1.4 ui-monospace, monospace; letter-spacing: .08em; }
        dl { margin: 0 0 1.2rem; }
        dt { color: var(--quiet); font-size: .9rem; }
        dd { margin: 0 0 .6rem; font-weight: 600; }

        """
}
