internal import CPostgreSQL

/// One libpq connection and the statements prepared on it; ends with its owner.
///
/// Every call blocks. libpq's own sentences never leave this file except for failed connection
/// attempts, where they name the server and hold no password.
final class Session {
    let handle: OpaquePointer
    /// The names of the statements that were sent and not answered yet; plain text has none.
    var unanswered: [String?] = []

    init(_ settings: ConnectionSettings) throws(PostgreSQLError) {
        let parameters = settings.parameters
        let handle = withCStrings(parameters.map(\.keyword)) { keywords in
            withCStrings(parameters.map(\.value)) { PQconnectdbParams(keywords, $0, 1) }
        }
        guard let handle else { throw .unavailable(reason: "out of memory") }
        guard PQstatus(handle) == CONNECTION_OK else {
            let reason = Session.reason(handle)
            PQfinish(handle)
            throw .unavailable(reason: reason)
        }
        PQsetNoticeProcessor(handle, ignoreNotice, nil)
        self.handle = handle
    }

    deinit { PQfinish(handle) }

    /// Whether the socket is still believed to be open.
    var isOpen: Bool { PQstatus(handle) == CONNECTION_OK }

    /// Where the session stands with regard to transactions.
    var transaction: PGTransactionStatusType { PQtransactionStatus(handle) }

    /// The socket, for poll(2).
    var socket: Int32 { PQsocket(handle) }

    /// Runs one statement of SQL text without values.
    func run(_ sql: String) throws(PostgreSQLError) -> Answer {
        try checked(PQexec(handle, sql))
    }

    /// Prepares a statement under a name.
    func prepare(_ sql: String, types: [UInt32], as name: String) throws(PostgreSQLError) {
        let count = Int32(types.count)
        _ = try checked(PQprepare(handle, name, sql, count, types))
    }

    /// Runs a prepared statement.
    func runPrepared(_ name: String, _ values: Parameters) throws(PostgreSQLError) -> Answer {
        let count = Int32(values.count)
        return try checked(
            values.withPointers {
                PQexecPrepared(handle, name, count, $0, $1, $2, 1)
            })
    }

    /// Turns a result into an answer or into the error that it is.
    func checked(_ result: OpaquePointer?) throws(PostgreSQLError) -> Answer {
        guard let result else { throw isOpen ? .misused("libpq gave no answer") : .connectionLost }
        let answer = Answer(result)
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_COPY_IN, PGRES_COPY_OUT,
            PGRES_PIPELINE_SYNC:
            return answer
        default:
            guard let fault = answer.fault else { throw .connectionLost }
            // The server said why it ends the session: its code is worth more than "lost".
            throw .refused(fault)
        }
    }

    /// One part for each address that was tried. The questions that libpq puts below them begin
    /// with a tab and are left out: the sentence around it says what can be done.
    private static func reason(_ handle: OpaquePointer) -> String {
        String(cString: PQerrorMessage(handle))
            .split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("\t") }
            .joined(separator: "; ")
    }
}

/// A result of libpq, freed with its owner.
struct Answer: ~Copyable {
    let result: OpaquePointer

    init(_ result: OpaquePointer) { self.result = result }

    deinit { PQclear(result) }

    var rowCount: Int32 { PQntuples(result) }

    var columns: [String] {
        (0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) }
    }

    /// How many rows the statement changed or returned.
    var affected: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// The command that was done, as the server names it.
    var command: String { String(cString: PQcmdStatus(result)) }

    /// What the server refused with; nil when the trouble is not the server's word.
    var fault: ServerFault? {
        guard let state = field("C") else { return nil }
        return ServerFault(
            state: SQLState(rawValue: state), message: field("M") ?? "", detail: field("D"),
            table: field("t"), column: field("c"), constraint: field("n"), origin: field("R"))
    }

    private func field(_ code: UnicodeScalar) -> String? {
        PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
    }
}

/// Notices are for a person at a prompt; libpq would write them to standard error.
private func ignoreNotice(_: UnsafeMutableRawPointer?, _: UnsafePointer<CChar>?) {}

/// Lends texts as the null-terminated array of C strings that libpq takes.
private func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
) -> Result {
    let bytes = texts.map { Array($0.utf8CString) }
    let starts = bytes.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    return Array(bytes.joined()).withUnsafeBufferPointer { buffer in
        body(starts.dropLast().map { buffer.baseAddress?.advanced(by: $0) } + [nil])
    }
}
