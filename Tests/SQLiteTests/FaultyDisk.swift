import CSQLite
import SQLite
import Synchronization

/// A file system for SQLite that fails where a test says so: the real one with two doors.
///
/// Files opened through it behave like all others until their path is told to fail.
enum FaultyDisk {
    /// What the disk does to a file from now on.
    enum Fault {
        case sync
        case checkpoint
        case write
    }

    private static let faults = Mutex<[String: Fault]>([:])

    /// Makes the disk fail for the files of this database.
    static func fail(_ path: String, at fault: Fault?) {
        faults.withLock { $0[path] = fault }
    }

    /// How a database is opened so that its files lie on the faulty disk.
    static func address(of path: String) -> String {
        _ = isRegistered
        return "file:\(path)?vfs=faulty"
    }

    fileprivate static func fault(of file: UnsafeMutablePointer<sqlite3_file>) -> Fault? {
        let name = FaultyFile(file).path
        return faults.withLock { faults in
            let fault = faults.first { name == $0.key || name == $0.key + "-wal" }?.value
            // A commit syncs the log alone, a checkpoint also the database.
            guard fault == .checkpoint else { return fault }
            return name.hasSuffix("-wal") ? nil : .sync
        }
    }

    private static let isRegistered: Bool = {
        guard let real = sqlite3_vfs_find(nil) else { return false }
        let faulty = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        faulty.initialize(to: real.pointee)
        faulty.pointee.zName = UnsafePointer(strdupForever("faulty"))
        faulty.pointee.szOsFile += Int32(FaultyFile.size)
        faulty.pointee.xOpen = { _, name, file, flags, flagsOut in
            guard let file, let real = sqlite3_vfs_find("unix") else { return SQLITE_ERROR }
            let code = real.pointee.xOpen(real, name, file, flags, flagsOut)
            if file.pointee.pMethods != nil { FaultyFile(file).takeOver(path: name) }
            return code
        }
        return sqlite3_vfs_register(faulty, 0) == SQLITE_OK
    }()
}

/// The bytes behind SQLite's own file: its real methods and its path.
private struct FaultyFile {
    static let size = 32
    private let file: UnsafeMutablePointer<sqlite3_file>
    private let tail: UnsafeMutableRawPointer

    init(_ file: UnsafeMutablePointer<sqlite3_file>) {
        self.file = file
        let real = sqlite3_vfs_find("unix").pointee.szOsFile
        tail = UnsafeMutableRawPointer(file) + Int(real)
    }

    var methods: UnsafePointer<sqlite3_io_methods> {
        tail.load(as: UnsafePointer<sqlite3_io_methods>.self)
    }

    var path: String {
        tail.load(fromByteOffset: 8, as: UnsafePointer<CChar>?.self).map { String(cString: $0) }
            ?? ""
    }

    func takeOver(path: UnsafePointer<CChar>?) {
        tail.storeBytes(of: file.pointee.pMethods, as: UnsafePointer<sqlite3_io_methods>?.self)
        tail.storeBytes(of: path, toByteOffset: 8, as: UnsafePointer<CChar>?.self)
        let faulty = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        faulty.initialize(to: file.pointee.pMethods.pointee)
        faulty.pointee.xSync = { file, flags in
            guard let file else { return SQLITE_ERROR }
            if FaultyDisk.fault(of: file) == .sync { return SQLITE_IOERR | (4 << 8) }
            return FaultyFile(file).methods.pointee.xSync(file, flags)
        }
        faulty.pointee.xWrite = { file, bytes, count, offset in
            guard let file else { return SQLITE_ERROR }
            if FaultyDisk.fault(of: file) == .write { return SQLITE_FULL }
            return FaultyFile(file).methods.pointee.xWrite(file, bytes, count, offset)
        }
        file.pointee.pMethods = UnsafePointer(faulty)
    }
}

private func strdupForever(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = Array(text.utf8CString)
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    copy.initialize(from: bytes, count: bytes.count)
    return copy
}
