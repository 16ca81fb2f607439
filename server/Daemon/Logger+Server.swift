import HTTP
import HTTPServer
import Logging
import PostgreSQL

extension Logger {
    /// One line for each request, without anything of who asked or for what.
    func answered(_ access: HTTPServer.Access) {
        info(
            "answered", .text("method", access.method.name),
            .text("route", access.route ?? "unknown"), .integer("status", access.status.code),
            .integer("bytes", access.bodyByteCount),
            .integer("microseconds", Int64(access.duration / .microseconds(1))),
            .text("request", access.requestID), .bool("complete", access.isComplete))
    }

    /// What befell the server's own PostgreSQL.
    func incident(_ incident: PrivateCluster.Incident) {
        switch incident {
        case .crashed: error("the database ended and is started again")
        case .restarted: info("the database serves again")
        case .restartFailed(let reason):
            error("the database could not be started", .text("why", reason))
        }
    }
}
