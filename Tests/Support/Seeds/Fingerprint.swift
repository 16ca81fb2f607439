/// A short name for some lines, whatever their order: the same everywhere (FNV-1a).
package enum Fingerprint {
    /// The name, in hexadecimal digits.
    package static func of(_ lines: some Sequence<String>) -> String {
        let hash = lines.sorted().reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, line in
            (Array(line.utf8) + [0]).reduce(hash) { ($0 ^ UInt64($1)) &* 0x0100_0000_01b3 }
        }
        return String(hash, radix: 16)
    }
}
