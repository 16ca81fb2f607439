import Bytes
import Identity
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing
import Wire

struct AttachingTests {
    private let book = BookID(bytes: [UInt8](repeating: 7, count: 16))!

    private func bring(_ device: TestDevice, to running: RunningOffice) async throws -> String {
        let code = try await running.office.devices
            .invite(bringing: book, called: "Choir", by: nil, at: Office.now).text
        let answer = try await running.post(device.enrol(code: code).frame, to: "enrol")
        #expect(try Enrolled(frame: answer.body).book == book)
        return try await running.signIn(device, to: book)
    }

    private func attaching(_ running: RunningOffice) async throws -> DeviceID? {
        try await running.office.store.status(of: book, at: running.milliseconds).attaching
    }

    @Test func `the book is made as its laptop enrols, and waits for it alone`() async throws {
        try await RunningOffice.with { running in
            var (ann, ben) = (try TestDevice(), try TestDevice())
            let token = try await bring(ann, to: running)
            #expect(try await attaching(running) == ann.id)
            let other = try await running.token(of: ben, in: book)
            let early = try await running.ask(
                ben.push([ben.change()]), from: ben, of: book, token: other)
            #expect(early.positions == [nil])
            let taken = try await running.ask(
                ann.push([ann.change()]), from: ann, of: book, token: token)
            #expect(taken.positions == [1])
            await #expect(throws: ServerStoreError.comesUp(book)) {
                try await running.desk.write(to: book, at: running.milliseconds) { _, _, _ in [] }
            }
        }
    }

    @Test func `a hello with nothing left to send finishes it, and only its laptop's`()
        async throws
    {
        try await RunningOffice.with { running in
            let (ann, ben) = (try TestDevice(), try TestDevice())
            let token = try await bring(ann, to: running)
            let other = try await running.token(of: ben, in: book)
            _ = try await running.ask(ben.hello(in: book), from: ben, of: book, token: other)
            #expect(try await attaching(running) == ann.id)
            _ = try await running.ask(ann.hello(in: book), from: ann, of: book, token: token)
            #expect(try await attaching(running) == nil)
        }
    }

    @Test func `a code is refused for a book that is here, but for its owner's laptop`()
        async throws
    {
        try await RunningOffice.with { running in
            let ann = try TestDevice()
            _ = try await bring(ann, to: running)
            await #expect(throws: IdentityError.bookExists) {
                try await running.office.devices.invite(
                    bringing: book, called: "Choir", by: nil, on: ann.id, at: Office.now)
            }
            await #expect(throws: IdentityError.self) {
                try await running.office.devices.invite(
                    bringing: book, called: "", by: nil, at: Office.now)
            }
        }
    }

    @Test func `whoever runs the server lets a laptop in again as long as its book comes up`()
        async throws
    {
        try await RunningOffice.with { running in
            let (ann, devices) = (try TestDevice(), running.office.devices)
            let token = try await bring(ann, to: running)
            _ = try await devices.invite(
                bringing: book, called: "Choir", by: nil, isOperators: true, at: Office.now)
            _ = try await running.ask(ann.hello(in: book), from: ann, of: book, token: token)
            await #expect(throws: IdentityError.bookExists) {
                try await devices.invite(
                    bringing: book, called: "Choir", by: nil, isOperators: true, at: Office.now)
            }
        }
    }
}
