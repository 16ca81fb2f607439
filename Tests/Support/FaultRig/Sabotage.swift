import Glibc
import Machine

/// What is wrong with the machine of one program: its clock, its disk, the moment of its death.
///
/// The program is started with a library before the system's, and both look at one small file: so
/// a fault begins and ends while the program runs.
package struct Sabotage: Sendable {
    private let file: String

    /// Nothing is wrong yet.
    init(at file: String) throws {
        self.file = file
        try AtomicFile.write([UInt8](repeating: 0, count: 64), to: file)
    }

    /// By which environment a program is sabotaged.
    var variables: [String: String] {
        [
            "LD_PRELOAD": Host.programDirectory + "/libFaultShim.so", "COUNTERFOIL_FAULTS": file,
        ]
    }

    /// Moves the wall clock away from the true time.
    package func moveClock(byMilliseconds offset: Int64) throws { try put(offset, at: 0) }

    /// Ends the program before its write of this number from now on.
    package func killAtWrite(_ number: Int64) throws { try put(number, at: 1) }

    /// Lets no write to a file succeed any more, as on a full disk, after some that do.
    package func fillDisk(afterWrites count: Int64 = 0) throws {
        if count == 0 { try put(Int64(ENOSPC), at: 2) } else { try put(count + 1, at: 5) }
    }

    /// Lets no file be flushed, as on a disk that breaks.
    package func breakFlushing() throws { try put(Int64(EIO), at: 3) }

    /// Mends everything.
    package func heal() throws {
        // What fills the disk goes first: otherwise it may be full again at once.
        for place in [5, 0, 1, 2, 3] { try put(0, at: off_t(place)) }
    }

    /// How many writes the program has made.
    package func writesCount() throws -> Int64 {
        let bytes = try AtomicFile.read(file)
        return bytes[32..<40].reversed().reduce(0) { $0 << 8 | Int64($1) }
    }

    private func put(_ value: Int64, at place: off_t) throws {
        let descriptor = open(file, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw RigTrouble("\(file) cannot be opened") }
        defer { close(descriptor) }
        var value = value.littleEndian
        guard pwrite(descriptor, &value, 8, place * 8) == 8 else {
            throw RigTrouble("\(file) cannot be written")
        }
    }
}
