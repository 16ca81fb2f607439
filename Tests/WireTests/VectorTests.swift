import Bytes
import Sync
import Testing
import Wire

struct VectorTests {
    private static let good = VectorFiles("good")
    private static let malformed = VectorFiles("malformed")

    @Test func `what is said today is what the golden files say`() throws {
        for vector in GoodVectors.all {
            let line = "\(vector.subject.rawValue) \(vector.kind)"
            try Self.good.add(vector.name, line, vector.bytes)
            let golden = Vector(
                vector.name, vector.subject, kind: vector.kind, try Self.good.bytes(vector.name))
            #expect(try golden.again().read == vector.again().read, "\(vector.name)")
        }
    }

    @Test func `every golden file is read, and written again to the same bytes`() throws {
        let list = try Self.good.list()
        #expect(list.count > 100)
        for line in list {
            let subject = try #require(Vector.Subject(rawValue: line[1]))
            let kind = try #require(UInt8(line[2]))
            let vector = Vector(line[0], subject, kind: kind, try Self.good.bytes(line[0]))
            let (read, written) = try vector.again()
            #expect(read == written, "\(vector.name)")
        }
    }

    @Test func `every malformed file is refused for its reason, at its place`() throws {
        for vector in MalformedVectors.all {
            var fault = MalformedBytes(offset: -1, reason: .trailing)
            do throws(MalformedBytes) { _ = try vector.again() } catch { fault = error }
            #expect(fault.offset >= 0, "\(vector.name) is not refused")
            let line = "\(vector.subject.rawValue) \(vector.kind) \(fault.reason) \(fault.offset)"
            try Self.malformed.add(vector.name, line, vector.bytes)
        }
        let list = try Self.malformed.list()
        #expect(list.count >= MalformedVectors.all.count)
        for line in list {
            let subject = try #require(Vector.Subject(rawValue: line[1]))
            let bytes = try Self.malformed.bytes(line[0])
            let vector = Vector(line[0], subject, kind: try #require(UInt8(line[2])), bytes)
            var fault = "nothing"
            do throws(MalformedBytes) { _ = try vector.again() } catch {
                fault = "\(error.reason) \(error.offset)"
            }
            #expect(fault == "\(line[3]) \(line[4])", "\(vector.name)")
        }
    }

    @Test func `no kind of message is without a golden and two malformed ones`() throws {
        let good = Dictionary(grouping: try Self.good.list()) { $0[2] }
        let malformed = Dictionary(grouping: try Self.malformed.list()) { $0[2] }
        for kind in MessageKind.allCases.map({ "\($0.rawValue)" }) {
            #expect(good[kind] != nil && malformed[kind, default: []].count >= 2, "\(kind)")
        }
    }

    @Test func `every file is in its list, and every line of a list has its file`() throws {
        for files in [Self.good, Self.malformed] {
            #expect(try Set(files.list().map { $0[0] }) == files.names())
        }
    }
}
