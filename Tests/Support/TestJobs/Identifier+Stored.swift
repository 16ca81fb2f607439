package import Bytes
package import PostgreSQL

extension Identifier {
    /// The id as a value of a query.
    package var stored: UUIDValue {
        guard let value = UUIDValue(bytes: bytes) else {
            preconditionFailure("sixteen bytes are an id")
        }
        return value
    }
}
