import FoundationEssentials
import Glibc

/// A directory of one test, gone with the value.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        var template = Array((P_tmpdir + "/counterfoil-machine.XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw Refused(code: errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    func mode(of name: String) -> UInt32 {
        var facts = stat()
        return stat(path + "/" + name, &facts) == 0 ? facts.st_mode & 0o7777 : 0
    }

    struct Refused: Error {
        let code: Int32
    }
}
