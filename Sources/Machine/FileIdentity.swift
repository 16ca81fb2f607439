internal import CMachine
import Glibc

/// Which file of a filesystem one is: not another one that took its name later, and its number.
///
/// The number of a file that was removed is soon given to another one, most of all to a copy that
/// is put in its place; when each was made tells them apart. Where a filesystem does not know that,
/// the number alone has to do.
package struct FileIdentity: Hashable, Sendable {
    /// The device that the file lies on.
    package let device: UInt64
    /// The number of the file on it.
    package let inode: UInt64
    /// When it was made, in nanoseconds since 1970; `nil` where nobody knows.
    package let birth: Int64?

    /// Looks at the file at a path.
    package init(of path: String) throws(MachineError) {
        try self.init(AT_FDCWD, path, flags: 0, naming: path)
    }

    /// Looks at an open file, which is told of by a path.
    init(descriptor: Int32, naming path: String) throws(MachineError) {
        try self.init(descriptor, "", flags: COUNTERFOIL_AT_EMPTY_PATH, naming: path)
    }

    private init(
        _ directory: Int32, _ path: String, flags: Int32, naming name: String
    ) throws(MachineError) {
        var facts = statx()
        let mask = UInt32(STATX_INO | STATX_BTIME)
        guard counterfoil_look_at(directory, path, flags, mask, &facts) == 0 else {
            throw .failed(doing: "look at", on: name, code: errno)
        }
        device = UInt64(facts.stx_dev_major) << 32 | UInt64(facts.stx_dev_minor)
        inode = facts.stx_ino
        let knowsBirth = facts.stx_mask & UInt32(STATX_BTIME) != 0
        birth =
            knowsBirth
            ? facts.stx_btime.tv_sec &* 1_000_000_000 &+ Int64(facts.stx_btime.tv_nsec) : nil
    }
}
