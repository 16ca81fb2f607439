import HTTP
import JSON

/// Reads why a server refused a request.
enum Refused {
    /// The error that an answer other than success stands for.
    static func error(_ status: Status, _ body: [UInt8]) -> LinkError {
        let (kind, message) = reason(body)
        switch status {
        case .unauthorized, .forbidden, .unprocessable: return .notLetIn(reason: message)
        case .tooManyRequests, .internalServerError, .badGateway, .serviceUnavailable,
            .gatewayTimeout, .requestTimeout:
            return .away(reason: message)
        case _ where kind == "upgrade_needed": return .upgradeNeeded(reason: message)
        default: return .broken(reason: "\(status.code), \(message)")
        }
    }

    /// The kind of refusal.
    static func kind(_ body: [UInt8]) -> String { reason(body).kind }

    private static func reason(_ body: [UInt8]) -> (kind: String, message: String) {
        guard case .object(let object) = try? JSONValue(parsing: body),
            case .string(let kind) = object["error"],
            case .string(let message) = object["message"]
        else { return ("unknown", "The server gave no reason.") }
        return (kind, message)
    }
}
