import Bytes
import Causality
import CounterfoilCommand
import JSON
import Machine
import Testing

/// Frames are read as both sides read them, and told.
struct FrameInspectionTests {
    /// The replicas that have numbers in all golden frames.
    private static let roll: [ReplicaID] = (1...4).map { number in
        ReplicaID(words: (high: 0x1111_1111_1111_1111 &* number, low: number))
    }

    private static let folder: String = {
        let steps = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return steps.dropLast(3).joined(separator: "/") + "/protocol/Vectors"
    }()

    private static func text(_ name: String) throws -> String {
        String(
            decoding: try AtomicFile.read("\(folder)/\(name)", byteCountMax: 17 << 20),
            as: UTF8.self)
    }

    /// The frames of a list, by their names.
    private static func frames(_ list: String) throws -> [(name: String, bytes: [UInt8])] {
        var frames: [(name: String, bytes: [UInt8])] = []
        for line in try text("\(list).txt").split(separator: "\n") {
            let words = line.split(separator: " ").map { String($0) }
            guard words.count > 2, words[1] == "frame" else { continue }
            let digits: String = try text("\(list)/\(words[0]).hex").filter { !$0.isWhitespace }
            frames.append((words[0], try #require(Hexadecimal.bytes(digits))))
        }
        return frames
    }

    @Test(arguments: ["good", "foreign"])
    func `every golden frame is told, whether its roll is known or not`(list: String) throws {
        let frames = try Self.frames(list)
        #expect(frames.count > 3)
        for (name, bytes) in frames {
            for roll in [Self.roll, []] {
                do {
                    let told = try FrameInspection(bytes, roll: roll)
                    #expect(told.json["message"] != nil, "\(name)")
                } catch {
                    Issue.record("\(name): \(error)")
                }
            }
        }
    }

    @Test func `no malformed golden frame is told to be sound`() throws {
        let good = Set(try Self.frames("good").map(\.bytes))
        let malformed = try Self.frames("malformed")
        #expect(malformed.count > 50)
        // A sound frame is malformed only where a frame of another kind was expected.
        for (name, bytes) in malformed where !good.contains(bytes) {
            #expect(throws: FrameInspection.Failure.self, "\(name)") {
                _ = try FrameInspection(bytes, roll: Self.roll)
            }
        }
        #expect(malformed.filter { good.contains($0.bytes) }.map(\.name) == ["frame-other-kind"])
    }

    @Test func `a push tells its changes with dots, times, records and fields by their names`()
        throws
    {
        let push = try #require(try Self.frames("good").first { $0.name == "push-signed" })
        let json = try FrameInspection(push.bytes, roll: Self.roll).json
        #expect(json["kind"] == "push" && json["signature"] != nil)
        let change = try #require(
            json["message"]?["runs"]?.array?.first?["changes"]?.array?.first)
        #expect(change["dot"]?.string?.hasSuffix("/1") == true)
        #expect(change["claimed"]?.string?.hasPrefix("2027-01-15T08:00:00Z") == true)
        let writes = try #require(change["writes"]?.array)
        #expect(writes.contains { $0["field"] == "life" && $0["value"] == "alive" })
        #expect(writes.contains { $0["field"] == "name" && $0["value"]?.string != nil })
    }

    @Test func `replicas of an unknown roll are told by their numbers`() throws {
        let frames = try Self.frames("good")
        let hello = try #require(frames.first { $0.name == "hello-roll" })
        let told = try FrameInspection(hello.bytes)
        #expect(told.namesByNumber && told.json["replicasByNumber"] == 4)
        #expect(told.json.text().contains("\"#0\""))
        let known = try FrameInspection(hello.bytes, roll: Self.roll)
        #expect(!known.namesByNumber && known.json.text().contains(Self.roll[0].text))
    }

    @Test func `what cannot be read is told with its place`() throws {
        var bytes = try #require(try Self.frames("good").first { $0.name == "page" }?.bytes)
        bytes[bytes.count - 1] ^= 1
        let failure = #expect(throws: FrameInspection.Failure.self) {
            _ = try FrameInspection(bytes)
        }
        #expect(failure.map { "\($0)".contains("checksum") && "\($0)".hasPrefix("byte ") } == true)
    }
}
