import JSON
import Machine
import Testing

/// A mail as Python's email package reads it: a parser that shares no code with ours.
struct PythonMail {
    private static let program = """
        import sys, json, email, email.policy
        raw = sys.stdin.buffer.read()
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        def parts(message):
            if message.is_multipart():
                return [x for part in message.iter_parts() for x in parts(part)]
            content = message.get_content()
            is_text = isinstance(content, str)
            content = content.replace("\\r\\n", "\\n") if is_text else content.hex()
            return [{"type": message.get_content_type(), "name": message.get_filename() or "",
                     "content": content}]
        def boxes(name):
            header = mail[name]
            return [[a.display_name, a.addr_spec] for a in header.addresses] if header else []
        defects = [str(d) for part in mail.walk() for d in part.defects]
        defects += [str(d) for v in mail.values() for d in getattr(v, "defects", [])]
        print(json.dumps({
            "names": mail.keys(), "subject": str(mail["Subject"]), "from": boxes("From"),
            "to": boxes("To"), "cc": boxes("Cc"), "date": mail["Date"].datetime.isoformat(),
            "id": str(mail["Message-ID"]), "type": mail.get_content_type(),
            "values": [str(v) for v in mail.values()],
            "defects": defects, "parts": parts(mail)}))
        """

    let root: JSONValue

    init(_ bytes: [UInt8]) async throws {
        let outcome = try await Subprocess("python3", ["-c", Self.program]).run(
            input: bytes, outputBytesMax: 64 << 20)
        try #require(outcome.status.isSuccess, "\(outcome.errorText)")
        root = try JSONValue(parsing: outcome.output, limits: .init(bytesMax: 64 << 20))
        #expect(root["defects"] == .array([]))
        Self.checkLines(of: bytes)
    }

    /// What RFC 5322 and 2045 ask of every line.
    private static func checkLines(of bytes: [UInt8]) {
        #expect(bytes.allSatisfy { $0 < 0x80 && $0 != 0 })
        var lines: [[UInt8]] = [[]]
        for byte in bytes {
            if byte == 0x0A {
                #expect(lines[lines.count - 1].popLast() == 0x0D)
                lines.append([])
            } else {
                lines[lines.count - 1].append(byte)
            }
        }
        #expect(lines.allSatisfy { $0.count <= 998 && !$0.contains(0x0D) })
        #expect(lines.last == [], "the last line has its break")
    }
}

extension JSONValue {
    /// An element of an array.
    subscript(index: Int) -> JSONValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }
}
