import Bytes
import Crypto
package import HTTP

/// Signs paths of this server below which a file of a directory can be read for a while.
package struct LinkSigner: Sendable {
    /// The pattern of the route that serves them.
    package static let pattern = "/files/content/{address}"
    private static let keyByteCount = 32

    private let key: [UInt8]

    /// Signs with a key at hand.
    package init(key: [UInt8]) {
        self.key = key
    }

    /// Signs with the key in a file, which is made when it is missing.
    init(keyFile path: String, staging: Staging) async throws(FilesError) {
        if try OpenFile.existing(at: path) == nil {
            let fresh: [UInt8]
            do throws(CryptoError) {
                fresh = try SecureRandom.bytes(Self.keyByteCount)
            } catch {
                throw .misconfigured("\(error)")
            }
            // Of several servers that start at once one makes the key.
            _ = try await staging.stage(fresh).file.publishIfAbsent(as: path)
        }
        guard let file = try OpenFile.existing(at: path) else { throw .damaged("key of links") }
        key = try await file.read(at: 0, count: Self.keyByteCount)
        guard key.count == Self.keyByteCount else { throw .damaged("key of links") }
    }

    /// The path with its signature.
    func path(
        to address: ContentAddress, _ presentation: Presentation, expires: Int64
    ) -> String {
        Target(
            ["files", "content", address.text],
            query: [
                "expires": "\(expires)", "type": presentation.type.rawValue,
                "name": presentation.name,
                "signature": Hexadecimal.text(code(address, presentation, expires)),
            ]
        ).encoded
    }

    /// What a signed path grants; `nil` when it was changed, or its time is over.
    package func grant(
        of request: Request, unixSeconds now: Int64
    ) -> (ContentAddress, Presentation)? {
        let query = request.query
        guard let address = request.parameters["address"].flatMap({ ContentAddress(text: $0) }),
            let expires = query["expires"].flatMap({ Int64($0) }),
            let type = query["type"].flatMap({ FileType(rawValue: $0) }),
            let name = query["name"],
            let signature = query["signature"].flatMap({ ContentAddress(text: $0) })
        else { return nil }
        let presentation = Presentation(type: type, name: name)
        let isOurs = ConstantTime.areEqual(
            signature.bytes, code(address, presentation, expires))
        return isOurs && now < expires ? (address, presentation) : nil
    }

    /// The name comes last: whatever it holds, it cannot pass for another part.
    private func code(
        _ address: ContentAddress, _ presentation: Presentation, _ expires: Int64
    ) -> [UInt8] {
        let text =
            "counterfoil link 1\n\(address.text)\n\(expires)\n"
            + "\(presentation.type.rawValue)\n\(presentation.name)"
        return HMAC.code(of: Array(text.utf8), key: key)
    }
}

extension LinkSigner: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never the key.
    package var description: String { "a signer of links" }
    /// Never the key.
    package var debugDescription: String { description }
}
