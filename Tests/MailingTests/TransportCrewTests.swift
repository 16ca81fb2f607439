import Mail
import Mailing
import Synchronization
import TestOffice
import Testing

struct TransportCrewTests {
    /// Counts who carries at the same time, and holds everybody until so many do.
    private actor Meeting {
        private let size: Int
        private var present = 0
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private(set) var most = 0

        init(of size: Int) { self.size = size }

        func attend() async {
            present += 1
            most = max(most, present)
            if present == size {
                for guest in waiting { guest.resume() }
                waiting = []
            } else if most < size {
                await withCheckedContinuation { waiting.append($0) }
            }
            present -= 1
        }
    }

    @Test func `as many mails are carried at once as there are transports, and no more`()
        async throws
    {
        try await TestOutbox.with { test in
            for number in 1...12 { try await test.enqueue(test.key(number)) }
            let meeting = Meeting(of: 3)
            let transports = (0..<3).map { _ in
                ScriptedTransport { _ in
                    await meeting.attend()
                    return .accepted(.fine)
                }
            }
            let crew = TransportCrew(transports)
            let sent = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await test.sender(crew).sendDue(limit: 9).states[.sent, default: 0]
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sent == 12)
            #expect(await meeting.most == 3)
            #expect(transports.map(\.carried.count).reduce(0, +) == 12)
        }
    }
}
