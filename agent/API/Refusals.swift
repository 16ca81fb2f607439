import AgentBooks
import AgentLink
import AgentStore
import Bookkeeping
import Catalog
import Conflicts
package import HTTP
import Machine
import SQLite

/// Turns the errors of the agent's modules into answers that a command can act upon.
package func refusing(_ next: @escaping Handler) -> Handler {
    { request in
        do {
            return try await next(request)
        } catch let errors as FieldErrors {
            throw refusal(of: errors)
        } catch let error as BookkeepingError {
            throw refusal(of: error)
        } catch let error as BookshelfError {
            throw refusal(of: error)
        } catch let error as AgentStoreError {
            throw refusal(of: error)
        } catch let error as DecisionError {
            throw Refusal(.unprocessable, "\(error)", kind: "validation")
        } catch let error as SettlementError {
            throw refusal(of: error)
        } catch let error as LinkError {
            throw refusal(of: error)
        } catch let error as SQLiteError {
            throw refusal(of: error)
        } catch let error as MachineError {
            throw refusal(of: error)
        }
    }
}

private func refusal(of errors: FieldErrors) -> Refusal {
    let fields = Dictionary(errors.errors.map { ($0.path, $0.expectation) }) { $0 + " " + $1 }
    return Refusal(
        .unprocessable, "Some fields were not accepted.", kind: "validation", fields: fields)
}

private func refusal(of error: BookkeepingError) -> Refusal {
    switch error {
    case .fields(let errors): refusal(of: errors)
    case .refused: Refusal(.conflict, "\(error)", kind: "refused")
    case .undecided, .ofLaterVersion: Refusal(.conflict, "\(error)", kind: "conflict")
    case .damaged: Refusal(.internalServerError, "\(error)", kind: "damaged")
    }
}

private func refusal(of error: BookshelfError) -> Refusal {
    switch error {
    case .noSuchBook: Refusal(.notFound, "\(error)", kind: "no_such_book")
    case .ambiguous, .manyAreCalled: Refusal(.unprocessable, "\(error)", kind: "ambiguous")
    case .nameRefused:
        Refusal(.unprocessable, "\(error)", kind: "validation", fields: ["name": "\(error)"])
    case .serverNeeded: Refusal(.unprocessable, "\(error)", kind: "validation")
    case .signedInNowhere: Refusal(.conflict, "\(error)", kind: "signed_in_nowhere")
    case .nameTaken, .full, .isHere, .nothingIsFetched, .shut:
        Refusal(.conflict, "\(error)", kind: "conflict")
    }
}

private func refusal(of error: AgentStoreError) -> Refusal {
    switch error {
    case .notFound, .wasRefused, .noSuchConflict, .noSuchChange:
        Refusal(.notFound, "\(error)", kind: "not_found")
    case .ambiguous: Refusal(.unprocessable, "\(error)", kind: "ambiguous")
    case .strangeFile: Refusal(.unprocessable, "\(error)", kind: "validation")
    case .changedSince: Refusal(.preconditionFailed, "\(error)", kind: "changed")
    case .noReplica: Refusal(.serviceUnavailable, "\(error)", kind: "try_later")
    case .alreadyEnrolled: Refusal(.conflict, "\(error)", kind: "conflict")
    }
}

private func refusal(of error: SettlementError) -> Refusal {
    let text = "\(error)"
    let sentence = text.prefix(1).uppercased() + text.dropFirst() + "."
    return switch error {
    case .changedSince: Refusal(.conflict, sentence, kind: "conflict")
    default: Refusal(.unprocessable, sentence, kind: "validation")
    }
}

private func refusal(of error: LinkError) -> Refusal {
    switch error {
    case .badAddress: Refusal(.unprocessable, "\(error)", kind: "validation")
    case .away: Refusal(.badGateway, "\(error)", kind: "network_needed")
    case .standsStill: Refusal(.serviceUnavailable, "\(error)", kind: "try_later")
    case .notLetIn: Refusal(.forbidden, "\(error)", kind: "not_let_in")
    case .notFound: Refusal(.notFound, "\(error)", kind: "not_found")
    case .upgradeNeeded, .halted, .broken: Refusal(.conflict, "\(error)", kind: "conflict")
    }
}

private func refusal(of error: SQLiteError) -> Refusal {
    if error.isDiskFull || error.isBusy {
        return Refusal(.serviceUnavailable, "\(error)", kind: "try_later")
    }
    return Refusal(.internalServerError, "\(error)", kind: "database")
}

/// The mark of a number series could not be read or written: the number was told to nobody.
private func refusal(of error: MachineError) -> Refusal {
    error.isDiskFull
        ? Refusal(.serviceUnavailable, "\(error)", kind: "try_later")
        : Refusal(.internalServerError, "\(error)", kind: "file")
}
