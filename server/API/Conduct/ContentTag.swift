import HTTP
import JSON

/// A short name of what something holds, by which a client says what it has seen (RFC 9110).
struct ContentTag: Hashable, Sendable {
    /// The tag as it stands in `ETag`.
    let text: String

    /// FNV-1a: it tells versions apart and keeps no secret.
    init(_ value: JSONValue) {
        let hash = value.text().utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        text = "\"\(String(hash, radix: 16))\""
    }

    /// Whether a field of a request names it, or anything at all.
    fileprivate func isAmong(_ field: String) -> Bool {
        field.split(separator: ",").contains { item in
            let item = item.filter { $0 != " " && $0 != "\t" }
            return item == text || item == "*"
        }
    }
}

extension Request {
    /// Refuses when the caller names a version in `If-Match` that this is not any more.
    func expectMatch(_ value: JSONValue) throws(Refusal) {
        guard let wanted = headers["If-Match"] else { return }
        guard ContentTag(value).isAmong(wanted) else { throw .changed }
    }

    /// Whether the caller insists on a version.
    var namesVersion: Bool { headers["If-Match"].map { $0 != "*" } ?? false }

    /// The present version of something, or that the caller has it already.
    func answer(_ value: JSONValue) -> Response {
        let tag = ContentTag(value)
        let reads = method == .get || method == .head
        if reads, let known = headers["If-None-Match"], tag.isAmong(known) {
            return Response(.notModified, headers: ["ETag": tag.text])
        }
        var response = Response.json(value)
        response.headers["ETag"] = tag.text
        return response
    }
}

extension Refusal {
    /// Somebody else was faster.
    static var changed: Refusal {
        Refusal(.preconditionFailed, "It changed since you looked; look again, then decide.")
    }
}
