import JSON
import Machine
import Testing

/// Where links lead.
@Suite(.toldWithLogs) struct AddressTests {
    private func ownerLink(_ office: Office, _ words: String...) async throws -> String {
        let reply = try await office.type(words: ["admin", "owner-link", "--json"] + words)
        try #require(reply.code == 0, "\(reply.complaint)")
        return try #require(try reply.json["link"]?.string)
    }

    @Test func `before any server has said more, links lead to where one would listen`()
        async throws
    {
        try await Office.unstarted { (office) async throws in
            let plain = try await ownerLink(office, "--listen", "127.0.0.1:9000")
            #expect(plain.hasPrefix("http://127.0.0.1:9000/account/owner?token="))
            let tls = ["--tls-certificate", "/dev/null", "--tls-key", "/dev/null"]
            let reply = try await office.type(
                words: ["admin", "owner-link", "--listen", "127.0.0.1:443"] + tls)
            #expect(reply.output.hasPrefix("https://127.0.0.1/account/owner?token="))
            for everywhere in ["0.0.0.0:9000", "[::]:9000"] {
                let link = try await ownerLink(office, "--listen", everywhere)
                #expect(link.hasPrefix("http://\(Host.name):9000/account/owner?token="))
            }
        }
    }

    @Test func `a command beside a server writes the server's links`() async throws {
        try await Office.with { (world, office) async throws in
            #expect(try await ownerLink(office).hasPrefix(office.address + "/"))
            let named = Office(
                in: world,
                flags: office.flags + ["--public-address", "https://books.example.com/"],
                settings: office.settings)
            try await named.serve()
            let link = try await ownerLink(office)
            #expect(link.hasPrefix("https://books.example.com/account/owner?token="))
            let told = try await ownerLink(office, "--public-address", "https://other.example.com")
            #expect(told.hasPrefix("https://other.example.com/account/owner?token="))
        }
    }
}
