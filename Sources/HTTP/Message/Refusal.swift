/// Why a request is not done: thrown by a handler, answered as JSON in the one form of all errors.
///
/// The message is a sentence for the person behind the request; it never holds a secret.
package struct Refusal: Error, Hashable, Sendable {
    /// The status of the answer.
    package var status: Status
    /// The stable word for programs: `not_found`.
    package var kind: String
    /// The sentence for people.
    package var message: String
    /// What is wrong with which field of the request, for 422.
    package var fields: [String: String]
    /// Headers that go with it: `Allow`, `Retry-After` …
    package var headers: Headers

    /// Says why; the kind is the status's own unless a finer one is given.
    package init(
        _ status: Status, _ message: String, kind: String? = nil, fields: [String: String] = [:],
        headers: Headers = [:]
    ) {
        self.status = status
        self.kind = kind ?? status.kind
        self.message = message
        self.fields = fields
        self.headers = headers
    }

    /// The body is longer than this route takes.
    package static func bodyTooLarge(bytesMax: Int) -> Refusal {
        Refusal(.contentTooLarge, "The body is longer than the \(bytesMax) bytes allowed here.")
    }
}

extension Refusal {
    /// The refusal as an answer, in the form the request accepts: plain JSON or RFC 9457.
    package func response(accept: String? = nil) -> Response {
        let isProblem = accept?.contains("application/problem+json") ?? false
        var headers = headers
        headers["Content-Type"] = isProblem ? "application/problem+json" : "application/json"
        return Response(status, headers: headers, body: .text(isProblem ? problem : plain))
    }

    private var plain: String {
        #"{"error":\#(quoted(kind)),"message":\#(quoted(message)),"#
            + #""status_code":\#(status.code)\#(fieldsMember)}"#
    }

    private var problem: String {
        #"{"type":"about:blank","title":\#(quoted(kind)),"status":\#(status.code),"#
            + #""detail":\#(quoted(message))\#(fieldsMember)}"#
    }

    private var fieldsMember: String {
        guard !fields.isEmpty else { return "" }
        let members = fields.sorted { $0.key < $1.key }
            .map { "\(quoted($0.key)):\(quoted($0.value))" }
        return #","fields":{\#(members.joined(separator: ","))}"#
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
