import Invoicing

/// Zone files of the IANA database, the narrow first block emptied as `zic -b slim` does. One,
/// Australia/Lord_Howe, is as a system with fat files has it.
enum ZoneFiles {
    static func bytes(of zone: String) -> [UInt8] {
        decoded((western + eastern).first { $0.zone == zone }!.base64)
    }

    static func rules(of zone: String) -> ZoneRules {
        try! ZoneRules(tzif: bytes(of: zone))
    }

    private static func decoded(_ base64: String) -> [UInt8] {
        let alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var bytes: [UInt8] = []
        var buffer = 0
        var bits = 0
        for character in base64.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { break }
            buffer = (buffer << 6 | value) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        return bytes
    }
}
