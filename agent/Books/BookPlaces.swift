import Machine

/// Where a laptop's books lie, and the notes outside of them.
package struct BookPlaces: Sendable {
    /// What the file of the first book is called.
    static let first = "book"
    private static let suffix = ".sqlite"

    private let firstFile: String
    private let firstMarks: String
    private let folder: String
    private let marksFolder: String
    private let choiceFile: String

    /// Names the first book's file and its marks, the folders of all others, and the file that
    /// says which book is meant where none is named.
    package init(
        first: String, firstMarks: String, folder: String, marksFolder: String, choice: String
    ) {
        firstFile = first
        self.firstMarks = firstMarks
        self.folder = folder
        self.marksFolder = marksFolder
        choiceFile = choice
    }

    /// The database of a book.
    func path(of file: String) -> String {
        file == Self.first ? firstFile : "\(folder)/\(file)\(Self.suffix)"
    }

    /// The marks of a book's number series.
    func marks(of file: String) -> String {
        file == Self.first ? firstMarks : "\(marksFolder)/\(file)"
    }

    /// The folders of those that come after the first.
    func create() throws(MachineError) {
        for path in [folder, marksFolder] { try Directories.create(path) }
    }

    /// What the files of the others are called, in the order in which they were made.
    func others() throws(MachineError) -> [String] {
        try Directories.names(in: folder).filter { $0.hasSuffix(Self.suffix) }
            .map { String($0.dropLast(Self.suffix.count)) }.sorted()
    }

    /// The file of the book that is meant where none is named.
    func chosen() -> String? {
        guard let bytes = try? AtomicFile.read(choiceFile, byteCountMax: 256) else { return nil }
        return String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    }

    /// Remembers which book is meant where none is named.
    func choose(_ file: String) throws(MachineError) {
        try AtomicFile.write(Array("\(file)\n".utf8), to: choiceFile)
    }

    /// Removes a file in which nothing was ever kept.
    func remove(_ file: String) throws(MachineError) {
        let ends = ["", "-wal", "-shm"]
        for end in ends + ends.map({ ".arriving" + $0 }) {
            try Directories.remove(file: path(of: file) + end)
        }
    }
}
