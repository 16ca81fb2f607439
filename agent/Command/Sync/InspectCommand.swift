import Bytes
import CommandLine
import JSON
import Machine
import Wire

/// `counterfoil sync inspect`: reads the bytes that the two sides say to each other.
enum InspectCommand {
    private static let bytesMax = 17 << 20

    static var command: Command {
        Command(
            "inspect", "Read a frame of the protocol from a file",
            discussion: "What stands in it and whether it is sound; the file stays as it is.",
            arguments: [
                Argument("file", .one, "The bytes of one frame, or their hexadecimal text")
            ],
            examples: [.init("counterfoil sync inspect push.bin", "What was said?")],
            exitCodes: [.validation, .notFound]
        ) { invocation, console in
            let path = invocation.argument("file")
            let bytes = try AtomicFile.read(path, byteCountMax: bytesMax)
            do {
                try tell(frame: binary(bytes), on: console)
            } catch let error as MalformedBytes {
                throw CommandFailure(.validation, "\(path) is no sound frame: \(error)")
            }
        }
    }

    /// The bytes of a file that holds their hexadecimal text, or the file's own.
    private static func binary(_ bytes: [UInt8]) -> [UInt8] {
        let digits = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        return Hexadecimal.bytes(digits) ?? bytes
    }

    private static func tell(
        frame bytes: [UInt8], on console: Console
    ) throws(MalformedBytes) {
        guard let kind = bytes.first.flatMap(MessageKind.init) else {
            throw MalformedBytes(offset: 0, reason: .unknownKind)
        }
        let frame = try Frame(bytes, expecting: kind)
        var told: [String: JSONValue] = [
            "kind": .string("\(frame.kind)"), "number": .integer(Int64(frame.kind.rawValue)),
            "bytes": .integer(Int64(bytes.count)),
        ]
        if frame.kind.rawValue >= MessageKind.hello.rawValue {
            let envelope = try Envelope(bytes, expecting: frame.kind)
            told["body"] = .integer(Int64(envelope.body.count))
            told["signature"] = envelope.signature.map { .string(Hexadecimal.text($0)) }
            told["replicasByNumber"] = .integer(Int64(try envelope.rollPart.count))
            told["hexadecimal"] = .string(Hexadecimal.text(envelope.body))
        } else {
            told["hexadecimal"] = .string(Hexadecimal.text(frame.body))
        }
        if console.isJSON { return console.answer(.object(told)) }
        var table = Table([.text("", isFixed: true), .text("")])
        for (name, value) in told.sorted(by: { $0.key < $1.key }) where name != "hexadecimal" {
            table.add(["\(name)", "\(value.string ?? value.text())"])
        }
        console.show(table)
    }
}
