import Glibc

/// What is known about the terminal behind a stream.
package struct Terminal: Sendable {
    private let stream: StandardStream

    /// Answers `nil` when the stream is a file, a pipe or closed.
    package init?(on stream: StandardStream) {
        guard isatty(stream.descriptor) == 1 else { return nil }
        self.stream = stream
    }

    /// The width and height in character cells; `nil` when the terminal does not tell.
    package var size: (columns: Int, rows: Int)? {
        var window = winsize()
        guard ioctl(stream.descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
            return nil
        }
        return (Int(window.ws_col), Int(window.ws_row))
    }

    /// Reads a line without showing it, and gives the terminal its echo back afterwards.
    package func readHiddenLine() throws(MachineError) -> String? {
        var shown = termios()
        guard tcgetattr(stream.descriptor, &shown) == 0 else {
            throw .failed(doing: "read the settings of", on: "the terminal", code: errno)
        }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(stream.descriptor, TCSAFLUSH, &hidden) == 0 else {
            throw .failed(doing: "hide the input of", on: "the terminal", code: errno)
        }
        defer { tcsetattr(stream.descriptor, TCSAFLUSH, &shown) }
        return try stream.readLine()
    }
}
