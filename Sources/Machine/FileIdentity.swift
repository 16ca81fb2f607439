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

    /// Looks at the file at a path, and does not open it: whoever closes a database's file lets go
    /// of all locks that this process has on it. So it is not known how often its number was given.
    package init(of path: String) throws(MachineError) {
        var (facts, system) = (stat(), statfs())
        guard stat(path, &facts) == 0, counterfoil_look_at_system(path, &system) == 0 else {
            throw .failed(doing: "look at", on: path, code: errno)
        }
        self.init(facts, system, birth: Self.birth(AT_FDCWD, path, flags: 0))
    }

    /// Looks at an open file, which is told of by a path.
    init(descriptor: Int32, naming path: String) throws(MachineError) {
        var (facts, system) = (stat(), statfs())
        guard fstat(descriptor, &facts) == 0, fstatfs(descriptor, &system) == 0 else {
            throw .failed(doing: "look at", on: path, code: errno)
        }
        let birth = Self.birth(descriptor, "", flags: COUNTERFOIL_AT_EMPTY_PATH)
        self.init(facts, system, birth: birth ?? Self.generation(of: descriptor))
    }

    private init(_ facts: stat, _ system: statfs, birth: Int64?) {
        let id = system.f_fsid.__val
        filesystem = UInt64(UInt32(bitPattern: id.0)) << 32 | UInt64(UInt32(bitPattern: id.1))
        inode = UInt64(facts.st_ino)
        self.birth = birth
    }

    private static func birth(_ directory: Int32, _ path: String, flags: Int32) -> Int64? {
        var facts = statx()
        let mask = UInt32(STATX_BTIME)
        guard counterfoil_look_at(directory, path, flags, mask, &facts) == 0,
            facts.stx_mask & mask != 0
        else { return nil }
        return facts.stx_btime.tv_sec &* 1_000_000_000 &+ Int64(facts.stx_btime.tv_nsec)
    }

    private static func generation(of descriptor: Int32) -> Int64? {
        let generation = counterfoil_generation(descriptor)
        return generation < 0 ? nil : Int64(generation)
    }
}
