import InvoiceForm
import JSON
import Testing

struct DocumentationTests {
    /// A fenced block of the documentation by its kind.
    private struct Block {
        let kind: String
        let text: String
    }

    private static func blocks() throws -> [Block] {
        var blocks: [Block] = []
        var open: (kind: String, lines: [Substring])?
        for line in try Repository.text("docs/invoice-json.md").split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if line.hasPrefix("```"), let block = open {
                blocks.append(Block(kind: block.kind, text: block.lines.joined(separator: "\n")))
                open = nil
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst(3)), [])
            } else {
                open?.lines.append(line)
            }
        }
        return blocks
    }

    @Test func `every example of the documentation is answered as it says`() throws {
        let blocks = try Self.blocks().filter { $0.kind.contains(" ") }
        #expect(blocks.count >= 10)
        for (input, answer) in zip(blocks, blocks.dropFirst()) where input.kind == "json input" {
            if answer.kind == "text refusal" {
                try expectRefusal(of: input.text, answer.text)
            } else {
                try #require(answer.kind == "json answer")
                let form = try InvoiceForm(json: Array(input.text.utf8))
                let actual = InvoiceAnswer.json(try form.totals(), of: form)
                let told = try JSONValue(parsing: Array(answer.text.utf8))
                expect(actual, toHold: told, at: "answer")
            }
        }
    }

    private func expectRefusal(of input: String, _ told: String) throws {
        let error = try #require(throws: InvoiceFormError.self) {
            try InvoiceForm(json: Array(input.utf8))
        }
        #expect(error.details.joined(separator: "\n") == told)
    }

    @Test func `every example agrees with the schema, but for the one that is refused`() throws {
        let schema = JSONSchema(root: try Repository.json("docs/invoice.schema.json"))
        let inputs = try Self.blocks().filter { $0.kind == "json input" }
        let verdicts = try inputs.map {
            try schema.accepts(JSONValue(parsing: Array($0.text.utf8)))
        }
        #expect(verdicts == Array(repeating: true, count: inputs.count - 1) + [false])
    }

    /// What is told holds; the answer may say more.
    private func expect(_ actual: JSONValue?, toHold told: JSONValue, at path: String) {
        switch told {
        case .object(let members):
            for (name, value) in members {
                expect(actual?[name], toHold: value, at: "\(path).\(name)")
            }
        case .array(let elements):
            #expect(actual?.array?.count == elements.count, "\(path)")
            for (index, element) in elements.enumerated() {
                let other = actual?.array?[index]
                expect(other, toHold: element, at: "\(path)[\(index)]")
            }
        default: #expect(actual == told, "\(path)")
        }
    }
}
