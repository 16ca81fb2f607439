import CommandLine
import Configuration
import Crypto
import Files
import HTTPServer
import Identity
import Machine
import Mail
import Mailing
import PostgreSQL
import ServerJobs
import ServerStore

/// Turns the errors of the modules into exit codes and sentences.
enum Failures {
    static func translate(_ error: any Error) -> CommandFailure? {
        switch error {
        case let error as ConfigurationError: error.failure
        case let error as IdentityError: CommandFailure(code(of: error), "\(error)")
        case let error as KeyTrouble: CommandFailure(.failure, "\(error)")
        case let error as CryptoError: CommandFailure(.failure, "\(error)")
        case let error as PostgreSQLError: CommandFailure(code(of: error), "\(error)")
        case let error as JobError: CommandFailure(code(of: error), "\(error)")
        case let error as ServerStoreError: CommandFailure(code(of: error), "\(error)")
        case let error as MailError: CommandFailure(.validation, "\(error)")
        case let error as MailingError: CommandFailure(code(of: error), "\(error)")
        case let error as FilesError:
            CommandFailure(error.isTemporary ? .tryLater : .failure, "\(error)")
        case let error as HTTPServerError where error.isCertificate:
            CommandFailure(.validation, "\(error)")
        case HTTPServerError.portInUse: CommandFailure(.tryLater, "\(error)")
        case MachineError.held(let directory, let holder): held(directory, holder)
        default: nil
        }
    }

    private static func code(of error: PostgreSQLError) -> ExitCode {
        error.isUnavailable ? .tryLater : .failure
    }

    private static func code(of error: JobError) -> ExitCode {
        switch error {
        case .noSuchJob: .notFound
        case .refused, .succeeded: .conflict
        case .malformedKind: .validation
        default: .failure
        }
    }

    private static func code(of error: ServerStoreError) -> ExitCode {
        switch error {
        case .noSuchBook: .notFound
        case .standsStill, .comesUp: .tryLater
        case .damaged, .writeRefused: .failure
        }
    }

    private static func code(of error: MailingError) -> ExitCode {
        switch error {
        case .noSuchMail: .notFound
        case .undecidable: .conflict
        default: .failure
        }
    }

    private static func code(of error: IdentityError) -> ExitCode {
        switch error {
        case .notFound: .notFound
        case .fields, .nameRefused: .validation
        case .memberExists, .lastOwner, .deviceExists, .bookExists: .conflict
        case .busy, .limited: .tryLater
        default: .failure
        }
    }

    private static func held(_ directory: String, _ holder: Int32?) -> CommandFailure {
        let who = holder.map { " (process \($0))" } ?? ""
        return CommandFailure(
            .tryLater,
            "A server is running on \(directory) already\(who); stop it first, or name another "
                + "directory with --data-directory.")
    }
}
