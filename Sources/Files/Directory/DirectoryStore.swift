import Glibc
import Machine

/// Files in a directory of this machine, or of a file system that all server processes share.
///
///     content/ab/cdef…   the file whose SHA-256 is abcdef…
///     marks/…            marks by their names
///     staging/           what is on its way
///     links.key          what signs links; whoever has it can read every file
package struct DirectoryStore: FileStore {
    /// What signs its links.
    package let signer: LinkSigner
    /// Where bytes wait on their way in.
    package let staging: Staging
    private let root: String

    /// Opens the directory, which is made when it is missing.
    package init(directory: String) async throws(FilesError) {
        root = directory
        for name in ["", "/content", "/marks"] { try Self.make(directory + name) }
        staging = try Staging(directory: directory + "/staging")
        signer = try await LinkSigner(keyFile: directory + "/links.key", staging: staging)
    }

    package func keep(
        _ content: Content, progress: @Sendable (TransferProgress) -> Void
    ) async throws(FilesError) {
        let folder = folder(of: content.address)
        if mkdir(folder, 0o700) == 0 {
            try OpenFile.flush(directoryOf: folder)
        } else if errno != EEXIST {
            throw OpenFile.failure("create the directory", folder)
        }
        try await content.file.publish(as: path(of: content.address))
        progress(
            TransferProgress(doneByteCount: content.byteCount, byteCount: content.byteCount))
    }

    package func content(at address: ContentAddress) async throws(FilesError) -> Content {
        guard let file = try OpenFile.existing(at: path(of: address)) else {
            throw .missing(address)
        }
        return try await Content.verified(file, at: address)
    }

    package func holds(_ address: ContentAddress) async throws(FilesError) -> Bool {
        if access(path(of: address), F_OK) == 0 { return true }
        guard errno == ENOENT else { throw OpenFile.failure("look for", path(of: address)) }
        return false
    }

    package func remove(_ address: ContentAddress) async throws(FilesError) {
        let path = path(of: address)
        guard unlink(path) == 0 else {
            if errno == ENOENT { return }
            throw OpenFile.failure("remove", path)
        }
        try OpenFile.flush(directoryOf: path)
    }

    package func create(
        _ mark: [UInt8], named name: MarkName
    ) async throws(FilesError) -> Bool {
        let path = path(of: name)
        if let slash = path.lastIndex(of: "/") { try Self.make(String(path[..<slash])) }
        let envelope = try await staging.stage(try MarkEnvelope(mark).bytes)
        return try await envelope.file.publishIfAbsent(as: path)
    }

    package func mark(named name: MarkName) async throws(FilesError) -> [UInt8]? {
        guard let file = try OpenFile.existing(at: path(of: name)) else { return nil }
        let bytes = try await file.read(at: 0, count: MarkEnvelope.markBytesMax + 64)
        return try MarkEnvelope.open(bytes, name)
    }

    package func link(
        to address: ContentAddress, _ presentation: Presentation, seconds: Int,
        unixSeconds now: Int64
    ) throws(FilesError) -> String {
        signer.path(to: address, presentation, expires: now + Int64(seconds))
    }

    package func check() async throws(FilesError) {
        _ = try await staging.stage([0])
    }

    private func folder(of address: ContentAddress) -> String {
        "\(root)/content/\(address.text.prefix(2))"
    }

    private func path(of address: ContentAddress) -> String {
        "\(folder(of: address))/\(address.text.dropFirst(2))"
    }

    // The ending keeps a mark's file from being the directory of another.
    private func path(of name: MarkName) -> String {
        let words = name.text.split(separator: "/")
        return "\(root)/marks/" + words.dropLast().joined(separator: "/")
            + (words.count > 1 ? "/" : "") + words[words.count - 1] + ".mark"
    }

    private static func make(_ directory: String) throws(FilesError) {
        do throws(MachineError) {
            try Directories.create(directory)
        } catch {
            throw .disk(error)
        }
    }
}
