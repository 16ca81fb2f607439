import Files
import Glibc
import HTTP
import Machine
import Testing

struct DirectoryStoreTests {
    @Test(arguments: StoreClaim.allCases)
    func `a directory keeps the promises of a store`(claim: StoreClaim) async throws {
        try await withDirectoryStore { store, _ in try await claim.prove(on: store) }
    }

    @Test func `a damaged file is noticed`() async throws {
        try await withDirectoryStore { store, directory in
            let content = try await store.receive(.bytes(picture(byteCount: 5_000)), .logo)
            let text = content.address.text
            let path = "\(directory)/content/\(text.prefix(2))/\(text.dropFirst(2))"
            var bytes = try AtomicFile.read(path)
            bytes[4_000] ^= 1
            try AtomicFile.write(bytes, to: path)
            await #expect(throws: FilesError.damaged("file \(text)")) {
                try await store.content(at: content.address)
            }
            try AtomicFile.write(Array(bytes.prefix(4_000)), to: path)
            await #expect(throws: FilesError.damaged("file \(text)")) {
                try await store.content(at: content.address)
            }
        }
    }

    @Test func `a damaged file is mended by keeping it again`() async throws {
        try await withDirectoryStore { store, directory in
            let bytes = picture(byteCount: 500)
            let content = try await store.receive(.bytes(bytes), .logo)
            let text = content.address.text
            try AtomicFile.write(
                [1], to: "\(directory)/content/\(text.prefix(2))/\(text.dropFirst(2))")
            _ = try await store.receive(.bytes(bytes), .logo)
            #expect(try await store.content(at: content.address).bytes() == bytes)
        }
    }

    @Test func `a damaged mark is noticed`() async throws {
        try await withDirectoryStore { store, directory in
            let name = try #require(MarkName("a/b"))
            #expect(try await store.create([1, 2, 3], named: name))
            var bytes = try AtomicFile.read("\(directory)/marks/a/b.mark")
            bytes[bytes.count - 1] ^= 1
            try AtomicFile.write(bytes, to: "\(directory)/marks/a/b.mark")
            await #expect(throws: FilesError.damaged("mark a/b")) {
                try await store.mark(named: name)
            }
        }
    }

    @Test func `nothing is left in the staging directory`() async throws {
        try await withDirectoryStore { store, directory in
            _ = try await store.receive(.bytes(picture(byteCount: 500)), .logo)
            await #expect(throws: FilesError.self) {
                try await store.receive(.bytes([1, 2, 3]), .logo)
            }
            struct Broken: Error {}
            await #expect(throws: Broken.self) {
                try await store.receive(.stream { _ in throw Broken() }, .logo)
            }
            #expect(rmdir(directory + "/staging") == 0)
        }
    }

    @Test func `a directory that others may read is refused`() async throws {
        try await withDirectory { directory in
            chmod(directory, 0o755)
            await #expect(throws: FilesError.self) {
                try await DirectoryStore(directory: directory)
            }
        }
    }

    @Test func `two servers on one directory sign alike`() async throws {
        try await withDirectoryStore { first, directory in
            let second = try await DirectoryStore(directory: directory)
            let address = ContentAddress(of: [1])
            let presentation = Presentation(type: .pdf, name: "a")
            let links = try [first, second].map {
                try $0.link(to: address, presentation, seconds: 60, unixSeconds: 1_000)
            }
            #expect(links[0] == links[1])
        }
    }
}
