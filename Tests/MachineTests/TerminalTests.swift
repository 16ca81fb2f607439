import Glibc
import Machine
import Testing

struct TerminalTests {
    @Test func `a terminal tells its size`() throws {
        let pair = try TerminalPair()
        var window = winsize(ws_row: 24, ws_col: 101, ws_xpixel: 0, ws_ypixel: 0)
        #expect(ioctl(pair.person, UInt(TIOCSWINSZ), &window) == 0)
        let size = try #require(Terminal(on: pair.program)?.size)
        #expect(size == (101, 24))
    }

    @Test func `a secret is not shown, and the echo comes back`() async throws {
        let pair = try TerminalPair()
        let terminal = try #require(Terminal(on: pair.program))
        async let heard = onThread { try terminal.readHiddenLine() }
        try await waitUntil { !pair.echoes }
        try StandardStream(descriptor: pair.person).write(Array("hush\n".utf8))
        #expect(try await heard == "hush")
        #expect(pair.echoes)
        try pair.program.write(Array("done\n".utf8))
        #expect(try StandardStream(descriptor: pair.person).readLine() == "done")
    }
}

/// Both ends of a pseudo-terminal.
private final class TerminalPair: Sendable {
    // TIOCSPTLCK and TIOCGPTN, which are macros that Swift does not see.
    private static let lock: UInt = 0x4004_5431
    private static let readNumber: UInt = 0x8004_5430

    let person: Int32
    let program: StandardStream

    init() throws {
        person = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var isLocked: Int32 = 0
        var number: UInt32 = 0
        guard person >= 0, ioctl(person, Self.lock, &isLocked) == 0,
            ioctl(person, Self.readNumber, &number) == 0
        else { throw TemporaryDirectory.Refused(code: errno) }
        let name = "/dev/pts/\(number)"
        program = StandardStream(descriptor: open(name, O_RDWR | O_NOCTTY | O_CLOEXEC))
    }

    deinit {
        close(person)
        close(program.descriptor)
    }

    var echoes: Bool {
        var settings = termios()
        tcgetattr(program.descriptor, &settings)
        return settings.c_lflag & tcflag_t(ECHO) != 0
    }
}

/// Yields until a condition holds, within a generous bound.
private func waitUntil(_ condition: () -> Bool) async throws {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .seconds(30))
    while !condition() {
        try #require(clock.now < end, "the condition never held")
        await Task.yield()
    }
}
