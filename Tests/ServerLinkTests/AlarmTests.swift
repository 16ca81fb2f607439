import Bytes
import Causality
import Crypto
import PostgreSQL
import ServerStore
import Sync
import TestOffice
import Testing
import Wire

struct AlarmTests {
    private static let context = Context(roll: Roll(), hash: LogHash.function)

    private func alarm(_ position: UInt64) -> Alarm {
        .parityLost(point: LogPoint(position: position, hash: .zero), digest: .zero)
    }

    private func post(
        _ alarm: Alarm, from device: TestDevice, of book: BookID, token: String,
        to running: RunningOffice
    ) async throws -> TestOffice.Answer {
        let frame = alarm.frame(
            in: Self.context, book: book, device: device.id, signedBy: device.key.signature)
        return try await running.post(frame, to: "alarm", token: token)
    }

    @Test func `an alarm is noted once, with when it was raised first and last`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            var ann = try TestDevice()
            let token = try await running.token(of: ann, in: book)
            for _ in 0..<2 {
                let answer = try await post(
                    alarm(7), from: ann, of: book, token: token, to: running)
                _ = try Noted(frame: answer.body, in: Self.context)
                running.pass(seconds: 10)
            }
            let put = Alarm.quarantined([SentChange(ann.change())])
            _ = try await post(put, from: ann, of: book, token: token, to: running)
            let alarms = try await running.office.store.alarms(of: book)
            #expect(Set(alarms.map(\.kind)) == Set(RaisedAlarm.Kind.allCases))
            #expect(alarms.count == 2 && alarms.allSatisfy { $0.device == ann.id })
            let parity = try #require(alarms.last)
            #expect(parity.subject.hasPrefix("position 7"))
            #expect(parity.last.microseconds - parity.first.microseconds == 10_000_000)
            let other = try await running.office.book("Other")
            #expect(try await running.office.store.alarms(of: other).isEmpty)
        }
    }

    @Test func `an alarm without its laptop's signature is refused`() async throws {
        try await RunningOffice.with { running in
            let book = try await running.office.book()
            let (ann, eve) = (try TestDevice(), try TestDevice())
            let token = try await running.token(of: ann, in: book)
            let forged = alarm(7).frame(
                in: Self.context, book: book, device: ann.id, signedBy: eve.key.signature)
            #expect(try await running.post(forged, to: "alarm", token: token).status == 401)
            let bare = alarm(7).frame(in: Self.context)
            #expect(try await running.post(bare, to: "alarm", token: token).status == 401)
            #expect(try await running.office.store.alarms(of: book).isEmpty)
        }
    }

    @Test func `of a flood of alarms the latest are kept`() async throws {
        try await RunningOffice.with { running in
            let (book, ann) = (try await running.office.book(), try TestDevice())
            let store = running.office.store
            let countMax = ServerStore.alarmsCountMax
            for number in 0..<(countMax + 5) {
                let time = Timestamp(
                    microseconds: TestOffice.Office.now.microseconds + Int64(number))
                try await store.note(alarm(UInt64(number)), from: ann.id, in: book, at: time)
            }
            let alarms = try await store.alarms(of: book, countMax: countMax + 100)
            #expect(alarms.count == countMax)
            #expect(alarms.first?.subject.hasPrefix("position \(countMax + 4),") == true)
        }
    }
}
