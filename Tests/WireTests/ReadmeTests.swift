import Bytes
import Foundation
import Testing
import Wire

/// The exchanges that the protocol's page explains byte by byte are those of the golden files.
struct ReadmeTests {
    @Test func `every byte that the page explains is a golden one`() throws {
        let exchanges = try Self.exchanges()
        #expect(exchanges.count >= 9)
        for (title, bytes) in exchanges {
            let words = title.split(separator: " ").map(String.init)
            let frame = try VectorFiles("good").bytes(words[1])
            let vector = Vector(words[1], .frame, kind: frame[0], frame)
            #expect(bytes == (words.last == "body" ? try vector.again().read : frame), "\(title)")
        }
    }

    /// The fenced parts that begin with the word golden, each with its bytes: in every line what
    /// stands before the bar.
    private static func exchanges() throws -> [(title: String, bytes: [UInt8])] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = root.appending(path: "protocol/README.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        return text.components(separatedBy: "```golden ").dropFirst().map { part in
            let lines = part.components(separatedBy: "\n```")[0].split(separator: "\n")
            let hexadecimal = lines.dropFirst().map { $0.prefix { $0 != "|" } }.joined()
            return (
                "golden " + lines[0], Hexadecimal.bytes(hexadecimal.filter { $0 != " " }) ?? []
            )
        }
    }
}
