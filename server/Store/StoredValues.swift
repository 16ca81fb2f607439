package import Bytes
import Causality
package import PostgreSQL

extension Identifier: Storable, Readable, ArrayElement {
    /// The column type.
    package static var dataType: DataType { UUIDValue.dataType }

    /// Appends the sixteen bytes.
    package func write(into bytes: inout [UInt8]) { bytes.append(contentsOf: self.bytes) }

    /// Takes sixteen bytes.
    package static func read(_ bytes: Span<UInt8>, type: DataType) -> Self? {
        UUIDValue.read(bytes, type: type).flatMap { Self(bytes: $0.bytes) }
    }
}

extension Stamp {
    /// The bits as PostgreSQL keeps them; they are never compared there.
    var stored: Int64 { Int64(bitPattern: bits) }

    /// Takes the bits back.
    init(stored: Int64) { self.init(bits: UInt64(bitPattern: stored)) }
}
