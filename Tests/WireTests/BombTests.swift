import Bytes
import Causality
import Compression
import Foundation
import Sync
import Testing
import Wire

/// Few bytes that claim to be many. Whatever they claim, memory stays flat and the answer is short.
@Suite(.serialized)
struct BombTests {
    private static let context = Context(hash: sha256)

    /// A push of one change whose columns are given.
    private static func push(_ columns: [Int: [UInt8]]) -> [UInt8] {
        var writer = ByteWriter()
        writer.raw([0, 0, 1] + Array(repeating: 0, count: 33) + [1])
        for column in 0..<21 { writer.count(columns[column]?.count ?? 0) }
        for column in 0..<21 { writer.raw(columns[column] ?? []) }
        return writer.bytes
    }

    /// Ten thousand writes, each of a byte or two in every column, that name a thousand dots each.
    private static let dots: [UInt8] = {
        let (more, ids) = (9_999, Vector.roll[0].bytes + Vector.device.bytes + Vector.book.bytes)
        return push([
            0: [1, 0, 0, 0, 0, 0, 2, 0x90, 0x4e, 0], 1: [0], 2: [0, 0], 3: [0],
            4: [0, 1, 2, 0] + Array(repeating: 0, count: more),
            5: [1] + Array(repeating: 0, count: more), 6: [0],
            10: [0xe9, 0x07] + Array(repeating: 0, count: more),
            11: Array(repeating: 0, count: 1_000), 12: Array(repeating: 2, count: 1_000),
            13: Array(repeating: 0, count: more + 1), 17: ids,
        ])
    }()

    /// Ten thousand writes to a set's element of four kilobytes, which is told once.
    private static let elements: [UInt8] = {
        let (more, ids) = (9_999, Vector.roll[0].bytes + Vector.device.bytes + Vector.book.bytes)
        return push([
            0: [1, 0, 0, 0, 0, 0, 2, 0x90, 0x4e, 0], 1: [0], 2: [0, 0], 3: [0],
            4: [0, 1, 2, 0x80, 0x20] + Array(repeating: 0, count: 4_096 + more),
            5: [1] + Array(repeating: 0, count: more), 6: [0],
            10: Array(repeating: 0, count: more + 1), 13: Array(repeating: 0, count: more + 1),
            17: ids,
        ])
    }()

    @Test func `changes that would be put together to far more bytes are stopped`() {
        for bomb in [Self.dots, Self.elements] {
            #expect(bomb.count < 80_000)
            Self.withFlatMemory {
                for _ in 0..<3 {
                    let reason = Self.reason { () throws(MalformedBytes) in
                        _ = try Push(body: bomb, in: Self.context)
                    }
                    #expect(reason == .overLimit)
                }
            }
        }
    }

    /// Groups of 256 members, as many as are asked for, in one change.
    private static func groups(_ count: Int) -> [UInt8] {
        var group: [UInt8] = [6, 0x80, 2]
        for number in 0..<256 {
            var member = ByteWriter()
            member.count(number)
            group += member.bytes + [0]
        }
        let ids = Vector.roll[0].bytes + Vector.device.bytes + Vector.book.bytes
        var more = ByteWriter()
        more.count(count)
        // Each register is a field of its own.
        var fields: [UInt8] = []
        for number in 0..<count {
            var field = ByteWriter()
            field.count(number)
            field.raw([1])
            field.count(number + 1)
            field.raw([0])
            fields += field.bytes
        }
        let zeros = [UInt8](repeating: 0, count: count)
        var columns: [Int: [UInt8]] = [1: [0], 2: [0, 0], 3: [0], 4: fields, 6: [0], 10: zeros]
        columns[0] = [1, 0, 0, 0, 0, 0, 2] + more.bytes + [0]
        columns[5] = [1] + zeros.dropLast()
        columns[13] = Array(repeating: group, count: count).flatMap(\.self)
        columns[17] = ids
        return push(columns)
    }

    @Test func `groups of more members than a batch may hold are stopped`() {
        let (many, few) = (Self.groups(4_100), Self.groups(100))
        Self.withFlatMemory {
            let reason = Self.reason { () throws(MalformedBytes) in
                _ = try Sync.Push(body: many, in: Self.context)
            }
            #expect(reason == .overLimit)
        }
        #expect(
            Self.reason { () throws(MalformedBytes) in
                _ = try Sync.Push(body: few, in: Self.context)
            } == nil)
    }

    @Test func `compressed zeros are stopped at what they declare`() throws {
        let zeros = try Deflate.bytes(of: [UInt8](repeating: 0, count: 64 << 20))
        for size in [1_000, 4_096 + 64 * zeros.count, 16 << 20, 64 << 20, .max] {
            var writer = ByteWriter()
            writer.byte(1)
            writer.count(size)
            writer.raw(zeros)
            let frame = Frame(kind: .page, body: writer.bytes).encoded
            Self.withFlatMemory {
                let reason = Self.reason { () throws(MalformedBytes) in
                    _ = try Page(frame: frame, in: Self.context)
                }
                #expect(reason == .overLimit || reason == .compression)
            }
        }
    }

    @Test(arguments: [
        MessageKind.hello, .welcome, .push, .verdicts,
        .page, .offer, .offered, .snapshotHead, .snapshotChunk, .comparison, .digests,
        .recordQuery, .records, .alarm,
    ])
    func `counts that claim millions make no room for them`(kind: MessageKind) throws {
        let type = try #require(Vector.session.first { $0.kind == kind })
        for head in 0..<80 {
            let body = [UInt8](repeating: 0, count: head) + [0xbf, 0x84, 0x3d]
            Self.withFlatMemory {
                let reason = Self.reason { () throws(MalformedBytes) in
                    _ = try Self.read(type, body)
                }
                #expect(reason != nil)
            }
        }
    }

    private static func read(
        _ type: (some SessionMessage).Type, _ body: [UInt8]
    ) throws(MalformedBytes) { _ = try type.init(body: body, in: context) }

    private static func reason(
        _ body: () throws(MalformedBytes) -> Void
    ) -> MalformedBytes.Reason? {
        do throws(MalformedBytes) {
            try body()
            return nil
        } catch {
            return error.reason
        }
    }

    /// The most memory that the process ever held grows by no more than a batch may hold, with
    /// room for what other tests do meanwhile.
    private static func withFlatMemory(_ body: () -> Void) {
        let before = peakKilobytes
        body()
        #expect(peakKilobytes - before < 150_000)
    }

    private static var peakKilobytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
