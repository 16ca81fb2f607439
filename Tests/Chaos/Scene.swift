import FaultRig
import JSON
import Synchronization

/// A server, its laptops, and what is known of their book.
final class Scene: Sendable {
    static let namesOfLaptops = ["anna", "boris", "clara"]

    let bureau: Bureau
    let deeds = Deeds()
    let history = History()
    private let state: Mutex<State>

    private struct State {
        var travellers: [Traveller]
        var clients: [String] = []
        var drafts: [String] = []
        var numbers: [String] = []
        var textsCount = 0
        var copiesCount = 0
        /// The programs that were ended on purpose, or whose end may follow from what was done.
        var mayEnd: Set<String> = []
        /// The laptops whose agents write nothing more until they are started again.
        var broken: Set<String> = []
    }

    private init(_ bureau: Bureau, _ travellers: [Traveller]) {
        self.bureau = bureau
        state = Mutex(State(travellers: travellers))
    }

    /// A server with one book, and laptops that can write invoices.
    static func open(in directory: String) async throws -> Scene {
        let bureau = try await Bureau.open(in: Site(directory: directory))
        var travellers: [Traveller] = []
        for name in namesOfLaptops {
            travellers.append(try await .joined(name, to: bureau))
        }
        try await travellers[0].answer([
            "settings", "edit", "--name", "Nora Berg", "--currency", "EUR",
        ])
        let scene = Scene(bureau, travellers)
        let made = try await travellers[0].answer(["client", "add", "--name", "Ada Ltd"])
        scene.knowsClient(made["id"]?.string ?? "")
        for traveller in travellers { try await traveller.answer(["sync", "now"]) }
        return scene
    }

    func close() async throws {
        for traveller in travellers {
            await traveller.kill()
            traveller.line.close()
        }
        try await bureau.close()
    }

    var travellers: [Traveller] { state.withLock { $0.travellers } }
    var clients: [String] { state.withLock { $0.clients } }
    var drafts: [String] { state.withLock { $0.drafts } }
    var numbers: [String] { state.withLock { $0.numbers } }

    func knowsClient(_ id: String) { state.withLock { $0.clients.append(id) } }
    func knowsDraft(_ id: String) { state.withLock { $0.drafts.append(id) } }
    func knowsNumber(_ number: String) { state.withLock { $0.numbers.append(number) } }

    /// A text that nobody has written before.
    func newText() -> String {
        let count = state.withLock { state in
            state.textsCount += 1
            return state.textsCount
        }
        return "+49 30 \(1_000_000 + count)"
    }

    /// A name for one more laptop.
    func newName() -> String {
        state.withLock { state in
            state.copiesCount += 1
            return "copy\(state.copiesCount)"
        }
    }

    func add(_ traveller: Traveller) { state.withLock { $0.travellers.append(traveller) } }

    /// Leaves only the laptops that were there at first.
    func dismissCopies() async {
        let copies = travellers.dropFirst(Self.namesOfLaptops.count)
        for copy in copies {
            await copy.kill()
            copy.line.close()
        }
        state.withLock { state in
            state.travellers.removeLast(state.travellers.count - Self.namesOfLaptops.count)
        }
    }

    /// Says that the program of this name may end now.
    func mayEnd(_ name: String) { state.withLock { _ = $0.mayEnd.insert(name) } }

    /// Says that the agent of this name trusts its disk no more.
    func isBroken(_ name: String) { state.withLock { _ = $0.broken.insert(name) } }

    /// Whether the agent of this name may say that its disk failed.
    func mayComplain(_ name: String) -> Bool { state.withLock { $0.broken.contains(name) } }

    /// The agents that trust their disks no more; asked once.
    func broken() -> Set<String> {
        state.withLock { state in
            defer { state.broken = [] }
            return state.broken
        }
    }

    /// Which programs ended though nobody ended them; asked once.
    func endedByThemselves() -> [String] {
        let excused = state.withLock { state in
            let excused = state.mayEnd
            state.mayEnd = []
            return excused
        }
        let gone = travellers.filter(\.isGone).map(\.name) + (bureau.hasEnded ? ["server"] : [])
        return gone.filter { !excused.contains($0) }
    }
}
