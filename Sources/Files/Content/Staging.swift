import Glibc
package import HTTP
import Machine

/// A directory in which bytes wait until it is known what they are.
package struct Staging: Sendable {
    private static let leftoverSeconds = 86_400

    let directory: String

    /// Uses a directory of this user's own, made when it is missing; what writers left there that
    /// were killed long ago is removed.
    package init(directory: String) throws(FilesError) {
        do throws(MachineError) {
            try Directories.create(directory)
        } catch {
            throw .disk(error)
        }
        self.directory = directory
        sweep()
    }

    /// Takes a body, however long it takes to arrive, up to a limit. Its own errors are thrown on.
    package func stage(_ body: Body, bytesMax: Int) async throws -> Content {
        let stager = Stager(try OpenFile.temporary(in: directory), bytesMax: bytesMax)
        try await body.read { try await stager.take($0) }
        return try await stager.finish()
    }

    /// Bytes at hand as content.
    func stage(_ bytes: [UInt8]) async throws(FilesError) -> Content {
        let file = try OpenFile.temporary(in: directory)
        try await file.append(bytes)
        var hasher = ContentHasher()
        hasher.take(bytes)
        return hasher.finish(file)
    }

    private func sweep() {
        guard let entries = opendir(directory) else { return }
        defer { closedir(entries) }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var facts = stat()
            let path = directory + "/" + name
            guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
                facts.st_mtim.tv_sec < now.tv_sec - Self.leftoverSeconds
            else { continue }
            unlink(path)
        }
    }
}

/// Writes and hashes one body.
private actor Stager {
    private let file: OpenFile
    private let bytesMax: Int
    private var hasher: ContentHasher? = ContentHasher()
    private var byteCount = 0

    init(_ file: OpenFile, bytesMax: Int) {
        self.file = file
        self.bytesMax = bytesMax
    }

    func take(_ chunk: [UInt8]) async throws(FilesError) {
        guard chunk.count <= bytesMax - byteCount else { throw .tooLarge(bytesMax: bytesMax) }
        byteCount += chunk.count
        hasher?.take(chunk)
        try await file.append(chunk)
    }

    func finish() throws(FilesError) -> Content {
        guard let hasher = hasher.take() else { throw .cancelled }
        return hasher.finish(file)
    }
}
