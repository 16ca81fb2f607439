import Bookkeeping
import Conflicts
import SQLite
import Sync

extension Connection {
    /// Throws what a person has to decide before a draft may be issued.
    func checkQuestions(blocking draft: RecordKey) throws {
        let finder = ConflictFinder()
        let questions = try ask(LaidOutBook()) { book in
            finder.conflicts(blocking: draft, in: book).map(\.words.title)
        }
        guard questions.isEmpty else { throw BookkeepingError.undecided(questions) }
    }
}
