"""A person without a mouse and without scripts: opens pages, types, presses keys."""

KEYS = {"Enter": (13, "\r"), "Tab": (9, "\t")}


class Walk:
    """Walks through the pages of one server in one browser."""

    def __init__(self, chromium, origin):
        self._chromium = chromium
        self._origin = origin
        for domain in ("Page", "DOM", "Runtime", "Log", "Network"):
            chromium.ask(domain + ".enable")

    def scripts(self, may_run):
        """Whether pages could run scripts; the pages have none and never miss them."""
        self._chromium.ask("Emulation.setScriptExecutionDisabled", value=not may_run)

    def open(self, path):
        """Opens an address of the server."""
        self._chromium.events.clear()
        answer = self._chromium.ask("Page.navigate", url=self._origin + path)
        assert "errorText" not in answer, answer
        self._chromium.wait("Page.loadEventFired")

    def fill(self, name, text):
        """Types a text into the field of a name, in the place of what it holds."""
        self.focus(f"[name='{name}']:not([type=hidden])")
        self.key("a", control=True)
        if text:
            self._chromium.ask("Input.insertText", text=text)
        else:
            self.key("Delete")

    def focus(self, selector):
        """Puts the focus on the first element that a selector names."""
        root = self._chromium.ask("DOM.getDocument", depth=0)["root"]["nodeId"]
        node = self._chromium.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        assert node, f"there is no {selector} on this page"
        self._chromium.ask("DOM.focus", nodeId=node)

    def press(self, selector):
        """Presses Enter on an element and waits for the page to which it leads."""
        self.focus(selector)
        self._chromium.events.clear()
        self.key("Enter")
        self._chromium.wait("Page.loadEventFired")

    def key(self, name, control=False):
        """Presses a key and lets it go."""
        code, text = KEYS.get(name, (ord(name.upper()) if len(name) == 1 else 46, ""))
        common = {"key": name, "code": name, "windowsVirtualKeyCode": code,
                  "modifiers": 2 if control else 0}
        down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        if control and name == "a":
            down["commands"] = ["selectAll"]
        if name == "Delete":
            down["commands"] = ["delete"]
        self._chromium.ask("Input.dispatchKeyEvent", **common, **down)
        self._chromium.ask("Input.dispatchKeyEvent", type="keyUp", **common)
