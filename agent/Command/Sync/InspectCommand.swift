import Bytes
import Causality
import CommandLine
import JSON
import Machine

/// `counterfoil sync inspect`: reads the bytes that the two sides say to each other.
enum InspectCommand {
    private static let bytesMax = 17 << 20

    static var command: Command {
        Command(
            "inspect", "Read a frame of the protocol from a file",
            discussion: """
                Everything that stands in it, and whether it is sound to the last byte; the file \
                stays as it is. Where replicas are named by numbers, a number is shown as #0, #1 \
                …, and ids that such a replica gave to records are not whole, unless --roll names \
                a file with the ids of the book's replicas, one a line in their order.
                """,
            options: [.value("roll", "FILE", "The replicas of the book, by their numbers")],
            arguments: [
                Argument("file", .one, "The bytes of one frame, or their hexadecimal text")
            ],
            examples: [
                .init("counterfoil sync inspect push.bin", "What was said?"),
                .init("counterfoil sync inspect page.bin --roll replicas.txt --json", "In full."),
            ],
            exitCodes: [.validation, .notFound]
        ) { invocation, console in
            let path = invocation.argument("file")
            let roll = try invocation.value("roll").map(Self.roll) ?? []
            let bytes = binary(try read(path))
            do throws(FrameInspection.Failure) {
                tell(try FrameInspection(bytes, roll: roll), on: console)
            } catch {
                throw CommandFailure(.validation, "\(visible(path)) is no sound frame: \(error)")
            }
        }
    }

    private static func read(_ path: String) throws -> [UInt8] {
        do throws(MachineError) {
            return try AtomicFile.read(path, byteCountMax: bytesMax)
        } catch {
            throw CommandFailure(error.isMissing ? .notFound : .failure, "\(error)")
        }
    }

    /// The bytes of a file that holds their hexadecimal text, or the file's own.
    private static func binary(_ bytes: [UInt8]) -> [UInt8] {
        let digits = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        return Hexadecimal.bytes(digits) ?? bytes
    }

    private static func roll(_ path: String) throws -> [ReplicaID] {
        let text = String(decoding: try read(path), as: UTF8.self)
        return try text.split(whereSeparator: \.isNewline).enumerated().map { index, line in
            guard let replica = ReplicaID(text: String(line.filter { !$0.isWhitespace })) else {
                throw CommandFailure(
                    .validation,
                    "\(visible(path)): an id of a replica is expected in line \(index + 1).")
            }
            return replica
        }
    }

    private static func tell(_ frame: FrameInspection, on console: Console) {
        if console.isJSON { return console.answer(frame.json) }
        for line in JSONOutline.lines(of: frame.json) { console.say("\(line)") }
        if frame.namesByNumber {
            console.note(
                "Replicas are told by their numbers, since their roll is not known: --roll.")
        }
    }
}
