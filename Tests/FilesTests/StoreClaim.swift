import Files
import HTTP
import Testing

/// What every store promises, proved on each of them.
enum StoreClaim: String, CaseIterable, CustomTestStringConvertible {
    case returnsWhatItWasGiven = "returns what it was given"
    case keepsTheSameTwice = "keeps the same content twice without a word"
    case keepsNothing = "keeps a file without a byte"
    case saysWhatIsMissing = "says what is missing"
    case letsGo = "lets go of what is removed, and of what never was"
    case marksOnce = "lets one of many set a mark"
    case remembersMarks = "remembers what was said with a mark"
    case refusesOtherTypes = "refuses what its bytes say it is not"
    case refusesTooMuch = "refuses what is too long"
    case isReady = "says that it is ready"

    var testDescription: String { rawValue }

    func prove(on store: any FileStore) async throws {
        switch self {
        case .returnsWhatItWasGiven: try await roundTrip(store)
        case .keepsTheSameTwice: try await twice(store)
        case .keepsNothing: try await empty(store)
        case .saysWhatIsMissing: try await missing(store)
        case .letsGo: try await removal(store)
        case .marksOnce: try await race(store)
        case .remembersMarks: try await marks(store)
        case .refusesOtherTypes: try await types(store)
        case .refusesTooMuch: try await length(store)
        case .isReady: try await store.check()
        }
    }

    private func roundTrip(_ store: any FileStore) async throws {
        let bytes = picture(byteCount: 300_000)
        let kept = try await store.receive(.bytes(bytes), .logo)
        #expect(kept.address == ContentAddress(of: bytes))
        #expect(kept.type == .png)
        #expect(try await store.holds(kept.address))
        let read = try await store.content(at: kept.address)
        #expect(try await read.bytes() == bytes)
        #expect(try await read.body.collected() == bytes)
    }

    private func twice(_ store: any FileStore) async throws {
        let bytes = picture(byteCount: 1_000)
        let first = try await store.receive(.bytes(bytes), .logo)
        let second = try await store.receive(.bytes(bytes), .logo)
        #expect(first.address == second.address)
        #expect(try await store.content(at: first.address).bytes() == bytes)
    }

    private func empty(_ store: any FileStore) async throws {
        let content = try await store.staging.stage(.empty, bytesMax: 0)
        try await store.keep(content)
        #expect(try await store.content(at: content.address).bytes().isEmpty)
    }

    private func missing(_ store: any FileStore) async throws {
        let nowhere = ContentAddress(of: picture(byteCount: 77))
        #expect(try await !store.holds(nowhere))
        await #expect(throws: FilesError.missing(nowhere)) {
            try await store.content(at: nowhere)
        }
    }

    private func removal(_ store: any FileStore) async throws {
        let content = try await store.receive(.bytes(picture(byteCount: 2_000)), .logo)
        try await store.remove(content.address)
        #expect(try await !store.holds(content.address))
        try await store.remove(content.address)
    }

    private func race(_ store: any FileStore) async throws {
        let name = try #require(MarkName("series/\(UInt64.random(in: .min ... .max))/17"))
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<12 {
                group.addTask { try await store.create([UInt8(number)], named: name) }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(winners == 1)
    }

    private func marks(_ store: any FileStore) async throws {
        let name = try #require(MarkName("series/\(UInt64.random(in: .min ... .max))"))
        #expect(try await store.mark(named: name) == nil)
        #expect(try await store.create([1, 2, 3], named: name))
        #expect(try await !store.create([1, 2, 3], named: name))
        #expect(try await store.mark(named: name) == [1, 2, 3])
    }

    private func types(_ store: any FileStore) async throws {
        let drawing = Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8)
        let error = await #expect(throws: FilesError.self) {
            try await store.receive(.bytes(drawing), .logo)
        }
        #expect(error == .wrongType(accepted: [.gif, .jpeg, .png, .webp]))
        #expect(try await !store.holds(ContentAddress(of: drawing)))
    }

    private func length(_ store: any FileStore) async throws {
        let rule = UploadRule(bytesMax: 1_000, types: [.png])
        let body = Body.stream { write in
            try await write(picture(byteCount: 900))
            try await write(picture(byteCount: 101))
        }
        await #expect(throws: FilesError.tooLarge(bytesMax: 1_000)) {
            try await store.receive(body, rule)
        }
    }
}

/// Bytes that begin as a picture does, and differ each time.
func picture(byteCount: Int) -> [UInt8] {
    let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
    var generator = SystemRandomNumberGenerator()
    var bytes = head + Array("IHDR".utf8)
    while bytes.count < byteCount {
        bytes.append(UInt8.random(in: .min ... .max, using: &generator))
    }
    return Array(bytes.prefix(byteCount))
}
