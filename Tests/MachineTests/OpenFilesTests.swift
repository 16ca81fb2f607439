import Machine
import Testing

struct OpenFilesTests {
    @Test func `a process that takes all may open as much as the system lets it`() async throws {
        OpenFiles.takeAll()
        let told = try await Subprocess("sh", ["-c", "ulimit -Sn; ulimit -Hn"]).run()
        let limits = told.outputText.split(separator: "\n")
        #expect(limits.count == 2 && limits[0] == limits[1])
    }
}
