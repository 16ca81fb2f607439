internal import CMachine
import Glibc

/// Which file it is: not another one that took its name later, and its number.
///
/// The number of a file that was removed is soon given to another one, most of all to a copy that
/// is put in its place; when each was made tells them apart or, where a filesystem does not know
/// that, how often the number was given. Where it knows neither, the number alone has to do.
package struct FileIdentity: Hashable, Sendable {
    /// The id of the filesystem; the device's number may be another one after each start.
    package let filesystem: UInt64
    /// The number of the file on it.
    package let inode: UInt64
    /// When it was made, in nanoseconds since 1970, or how often its number was given; `nil` where
    /// neither is known.
    package let birth: Int64?

    /// Looks at the file at a path.
    package init(of path: String) throws(MachineError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failed(doing: "look at", on: path, code: errno) }
        defer { close(descriptor) }
        try self.init(descriptor: descriptor, naming: path)
    }

    /// Looks at an open file, which is told of by a path.
    init(descriptor: Int32, naming path: String) throws(MachineError) {
        var (facts, system) = (stat(), statfs())
        guard fstat(descriptor, &facts) == 0, fstatfs(descriptor, &system) == 0 else {
            throw .failed(doing: "look at", on: path, code: errno)
        }
        let id = system.f_fsid.__val
        filesystem = UInt64(UInt32(bitPattern: id.0)) << 32 | UInt64(UInt32(bitPattern: id.1))
        inode = UInt64(facts.st_ino)
        birth = Self.birth(of: descriptor) ?? Self.generation(of: descriptor)
    }

    private static func birth(of descriptor: Int32) -> Int64? {
        var facts = statx()
        let (flags, mask) = (COUNTERFOIL_AT_EMPTY_PATH, UInt32(STATX_BTIME))
        guard counterfoil_look_at(descriptor, "", flags, mask, &facts) == 0,
            facts.stx_mask & mask != 0
        else { return nil }
        return facts.stx_btime.tv_sec &* 1_000_000_000 &+ Int64(facts.stx_btime.tv_nsec)
    }

    private static func generation(of descriptor: Int32) -> Int64? {
        let generation = counterfoil_generation(descriptor)
        return generation < 0 ? nil : Int64(generation)
    }
}
