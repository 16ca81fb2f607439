import CommandLine
import Machine
import Synchronization
import Testing

struct ProgressTests {
    @Test func `progress is shown ten times a second and leaves no trace`() {
        let time = Mutex<Int64>(0)
        let recording = ConsoleRecording(
            columns: 12, clock: MonotonicClock { time.withLock { $0 } })
        let console = recording.console
        console.progress.update("one")
        console.progress.update("too early")
        time.withLock { $0 += 100_000_000 }
        console.progress.update("two \("a long way to go")")
        console.progress.erase()
        console.progress.erase()
        let clear = "\r\u{1B}[2K"
        #expect(recording.error == "\(clear)one\(clear)two a long…\(clear)")
        #expect(recording.output.isEmpty)
    }

    @Test func `a line that is said takes the progress away first`() {
        let recording = ConsoleRecording(columns: 80, clock: MonotonicClock { 0 })
        let console = recording.console
        console.progress.update("working")
        console.note("done")
        #expect(recording.error == "\r\u{1B}[2Kworking\r\u{1B}[2Kdone\n")
    }

    @Test func `a pipe gets no progress`() {
        let recording = ConsoleRecording()
        let console = recording.console
        console.progress.update("working")
        console.progress.erase()
        #expect(recording.error.isEmpty)
    }
}
