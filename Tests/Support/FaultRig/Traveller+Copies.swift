import Machine

/// Copies of a laptop's files, made and put back the way people do.
extension Traveller {
    /// Keeps a copy of everything as it is at one moment, though the agent runs.
    package func keepCopy() async throws {
        freeze()
        let result = try await Told(
            by: Subprocess("sh", ["-c", #"rm -rf "$2" && cp -a "$1" "$2""#, "sh", home, backup]))
        thaw()
        guard result.code == 0 else { throw RigTrouble(result.complaint) }
    }

    /// Puts the copy in the place of everything, as after the loss of a disk.
    package func goBack() async throws {
        await kill()
        let result = try await Told(
            by: Subprocess("sh", ["-c", #"rm -rf "$1" && cp -a "$2" "$1""#, "sh", home, backup]))
        guard result.code == 0 else { throw RigTrouble(result.complaint) }
        try await start()
    }

    /// A second laptop with a copy of all the files of this one; both go on. The files are those
    /// of one moment, or each is copied as it happens to be while the agent writes.
    package func copied(
        as name: String, at bureau: Bureau, ofOneMoment: Bool = true
    ) async throws -> Traveller {
        let copy = try Traveller(name, in: site, behind: BadLine(to: bureau.port))
        if ofOneMoment { freeze() }
        let result = try await Told(by: Subprocess("cp", ["-a", home, copy.home]))
        if ofOneMoment { thaw() }
        // Of files that come and go meanwhile some are gone before they are copied.
        guard result.code == 0 || !ofOneMoment else { throw RigTrouble(result.complaint) }
        try await copy.start()
        return copy
    }

    /// Forgets the laptop's book, as a person does whose file is damaged; it comes back from the
    /// server.
    package func beginAgain(at bureau: Bureau) async throws {
        await kill()
        let result = try await Told(
            by: Subprocess("sh", ["-c", #"rm -f "$1"/book.sqlite*"#, "sh", home]))
        guard result.code == 0 else { throw RigTrouble(result.complaint) }
        try await start()
        try await answer(["login", line.address, "--code", bureau.invite()])
        // Whoever joined a book sees it after his first exchange.
        try await answer(["sync", "now"])
    }

    private var backup: String { home + ".backup" }
}
