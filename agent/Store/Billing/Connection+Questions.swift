import Bookkeeping
import Catalog
import SQLite
import Sync

extension Connection {
    /// Throws what a person has to decide before a draft may be issued: in its own fields and in
    /// those of its lines and charges.
    func checkQuestions(blocking sheet: DraftSheet) throws {
        let questions = ([sheet.draft] + sheet.owned).flatMap { facts in
            facts.collection.conflicts(in: facts.record).map { field in
                "The \(facts.collection.words)'s \(field) says two things."
            }
        }
        guard questions.isEmpty else { throw BookkeepingError.undecided(questions) }
    }
}
