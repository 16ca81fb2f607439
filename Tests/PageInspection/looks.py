"""What is looked at on a page: what axe finds, what the keyboard reaches, what does not fit."""

import base64
import json
import pathlib
import time

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

AXE = """
axe.run(document, {runOnly: {type: 'tag', values: %s}, resultTypes: ['violations']})
   .then(result => result.violations.map(found => ({
       rule: found.id, help: found.help,
       nodes: found.nodes.map(node => node.html.slice(0, 200) + ' ' + node.failureSummary)})))
""" % json.dumps(TAGS)

FITS = """
[...document.querySelectorAll('body *')]
    .filter(one => {
        const box = one.getBoundingClientRect();
        return box.width > 0 && (box.right > innerWidth + 0.5 || box.left < -0.5);
    })
    .map(one => one.outerHTML.slice(0, 120))
"""

REACHABLE = """
[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select')]
    .map(one => one.outerHTML.slice(0, 120))
"""

FOCUSED = """
(() => {
    const one = document.activeElement, style = getComputedStyle(one);
    return {html: one.outerHTML.slice(0, 120), isPage: one === document.body,
            width: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)};
})()
"""

UNNAMED = """
[...document.querySelectorAll('input:not([type=hidden]), select')]
    .filter(one => !one.labels.length || !(one.autocomplete || one.localName === 'select')
        || (one.getAttribute('aria-describedby') || '').split(' ')
            .some(id => id && !document.getElementById(id)))
    .map(one => one.outerHTML.slice(0, 120))
"""

MOVING = """
[...document.querySelectorAll('*')].filter(one =>
    getComputedStyle(one).transitionDuration.split(', ').some(time => parseFloat(time) > 0)).length
"""

TROUBLE = """
(() => {
    const trouble = document.querySelector('.trouble');
    if (!trouble) return [];
    const lost = [...trouble.querySelectorAll('a')]
        .filter(one => !document.getElementById(one.getAttribute('href').slice(1)))
        .map(one => 'leads to no field: ' + one.outerHTML);
    if (document.activeElement !== trouble) lost.push('the summary has not the focus');
    return lost;
})()
"""


class Looks:
    """Looks at the page that a browser shows, in every light and width."""

    def __init__(self, chromium, walk, axe, shots):
        self._chromium = chromium
        self._walk = walk
        self._axe = pathlib.Path(axe).read_text()
        self._shots = pathlib.Path(shots) if shots else None

    def look(self, name, is_thorough):
        """Everything that is wrong with the page, as sentences."""
        self._walk.scripts(True)
        findings = [f"{name}: {one}" for one in self._trouble()]
        if is_thorough:
            self._chromium.run(self._axe + "; 0")
        for width in (320, 1280):
            for scheme in ("light", "dark"):
                self._show(width, scheme)
                found = self._unfit()
                if is_thorough:
                    found += self._violations()
                findings += [f"{name}, {width} px, {scheme}: {one}" for one in found]
                self._shoot(name, width, scheme)
        findings += [f"{name}: {one}" for one in self._keyboard() + self._outside()]
        self._walk.scripts(False)
        return findings

    def _trouble(self):
        """What is wrong with the summary of what went wrong; it has the focus soon, not at once."""
        end = time.monotonic() + 15
        while (lost := self._chromium.run(TROUBLE)) and time.monotonic() < end:
            self._chromium.run("new Promise(done => requestAnimationFrame(done))")
        return lost

    def _show(self, width, scheme, height=900):
        self._chromium.ask("Emulation.setDeviceMetricsOverride", width=width, height=height,
                           deviceScaleFactor=1, mobile=False)
        features = [{"name": "prefers-color-scheme", "value": scheme},
                    {"name": "prefers-reduced-motion", "value": "reduce"}]
        self._chromium.ask("Emulation.setEmulatedMedia", features=features)

    def _violations(self):
        return [f"{one['rule']}: {one['help']}: {one['nodes']}"
                for one in self._chromium.run(AXE)]

    def _unfit(self):
        unfit = [f"does not fit: {one}" for one in self._chromium.run(FITS)]
        unfit += [f"is not labelled: {one}" for one in self._chromium.run(UNNAMED)]
        if self._chromium.run(MOVING):
            unfit.append("moves although less motion is wanted")
        return unfit

    def _keyboard(self):
        """Goes through the page with the tabulator: everything once, in order, and visibly."""
        wanted = self._chromium.run(REACHABLE)
        self._chromium.run("document.activeElement.blur(); getSelection().removeAllRanges()")
        found, seen = [], []
        for _ in wanted:
            self._walk.key("Tab")
            focused = self._chromium.run(FOCUSED)
            seen.append(focused["html"])
            if focused["width"] < 2:
                found.append(f"the focus is not seen: {focused['html']}")
        if seen != wanted:
            found.append(f"the keyboard goes {seen} instead of {wanted}")
        return found

    def _outside(self):
        """What the browser loaded from elsewhere, or complained about."""
        found = []
        for event in self._chromium.events:
            if event["method"] == "Network.requestWillBeSent":
                url = event["params"]["request"]["url"]
                if not url.startswith(self._walk._origin):
                    found.append(f"loads {url}")
            if event["method"] == "Log.entryAdded":
                entry = event["params"]["entry"]
                if "status of 4" not in entry["text"]:
                    found.append(f"the browser says: {entry['text']}")
        return found

    def _shoot(self, name, width, scheme):
        if not self._shots:
            return
        height = self._chromium.run("document.documentElement.scrollHeight")
        self._show(width, scheme, height)
        picture = self._chromium.ask("Page.captureScreenshot")
        self._shots.mkdir(parents=True, exist_ok=True)
        (self._shots / f"{name}-{width}-{scheme}.png").write_bytes(base64.b64decode(picture["data"]))
