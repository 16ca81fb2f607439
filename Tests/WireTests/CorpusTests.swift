import Decoders
import Foundation
import Testing

/// What the fuzzer has found worth keeping, read again by today's decoders.
struct CorpusTests {
    /// A broken promise ends the process, so it is one of its own; the last name it told is the
    /// input that did it.
    @Test func `the corpus of the fuzzer breaks no promise`() async {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardErrorContent]
        ) {
            let corpus = try Self.inputs()
            guard corpus.count > 1_000 else { exit(EXIT_FAILURE) }
            for file in corpus {
                FileHandle.standardError.write(Data("\(file.lastPathComponent)\n".utf8))
                let input = try Data(contentsOf: file)
                _ = input.withUnsafeBytes { bytes in
                    bytes.withMemoryRebound(to: UInt8.self) { bytes in
                        bytes.baseAddress.map { fuzz($0, bytes.count) }
                    }
                }
            }
        }
        let told = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        guard result?.exitStatus != .exitCode(EXIT_SUCCESS) else { return }
        Issue.record("The last input was \(told.split(separator: "\n").last ?? "none").")
    }

    private static func inputs() throws -> [URL] {
        let corpus = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fuzzing/Corpus")
        return try FileManager.default.contentsOfDirectory(
            at: corpus, includingPropertiesForKeys: nil)
    }
}
