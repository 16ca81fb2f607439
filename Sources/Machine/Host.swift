import Glibc

/// Facts of the machine and of this process.
package enum Host {
    /// What the machine is called; nothing when it has no name.
    package static var name: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return text(name.prefix { $0 != 0 })
    }

    /// The directory of the program's own file.
    package static var programDirectory: String {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &path, path.count)
        let own = text(path.prefix(max(count, 0)))
        return String(own[..<(own.lastIndex(of: "/") ?? own.startIndex)])
    }

    private static func text(_ characters: ArraySlice<CChar>) -> String {
        String(decoding: characters.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension Host {
    /// What the operating system calls this installation; where it has no id, the machine's name.
    package static var machineID: String {
        for path in ["/etc/machine-id", "/var/lib/dbus/machine-id"] {
            guard let bytes = try? AtomicFile.read(path, byteCountMax: 4_096) else { continue }
            let id = String(decoding: bytes.prefix { $0 > 32 }, as: UTF8.self)
            if !id.isEmpty { return id }
        }
        return name
    }

    /// The name of the time zone of this machine's clock, such as `Europe/Berlin`; UTC where it
    /// cannot be told.
    package static var timeZone: String {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/etc/localtime", &path, path.count)
        let target = text(path.prefix(max(count, 0)))
        guard let range = target.firstRange(of: "zoneinfo/") else { return "UTC" }
        return String(target[range.upperBound...])
    }
}
