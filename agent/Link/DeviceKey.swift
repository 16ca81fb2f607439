import Bytes
package import Crypto
import Machine

/// The laptop's key, in a file that only its owner can read.
package enum DeviceKey {
    private static let name = "device.key"

    /// Reads the key of a directory; makes one at the first start.
    package static func loadOrCreate(in directory: String) throws -> SigningKey {
        let path = directory + "/" + name
        do {
            let text = String(
                decoding: try AtomicFile.read(path, byteCountMax: 256), as: UTF8.self)
            guard let seed = Hexadecimal.bytes(text.filter { !$0.isWhitespace }) else {
                throw CryptoError.notAKey
            }
            return try SigningKey(seed: seed)
        } catch let error as MachineError where error.isMissing {
            let key = try SigningKey()
            try AtomicFile.write(Array("\(Hexadecimal.text(key.seed))\n".utf8), to: path)
            return key
        }
    }
}
