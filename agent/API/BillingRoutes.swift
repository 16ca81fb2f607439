package import AgentLink
package import AgentStore
import Bookkeeping
import Bytes
import Catalog
package import HTTP
import JSON
import Machine
import Sync

/// Settings and payments over the agent's socket, and what `InvoiceRoutes` answers.
package struct BillingRoutes: Sendable {
    let billing: Billing
    let synchronizer: Synchronizer
    private let clock = SystemClock()

    /// Answers from the book, and lets the synchronizer know what was written.
    package init(_ billing: Billing, synchronizer: Synchronizer) {
        self.billing = billing
        self.synchronizer = synchronizer
    }

    /// Adds the routes to a router.
    package func add(to router: inout Router) {
        router.on(.get, "/settings") { _ in .json(try await billing.settings()) }
        router.on(.patch, "/settings", editSettings)
        router.on(.get, "/clients/{client}/balance") { request in
            .json(try await billing.balance(of: request.parameters["client"] ?? ""))
        }
        router.on(.get, "/payments", listPayments)
        router.on(.post, "/payments", addPayment)
        router.on(.get, "/payments/{payment}", showPayment)
        router.on(.post, "/payments/{payment}/allocations", allocate)
        router.on(.post, "/payments/{payment}/releases", release)
        router.on(.post, "/payments/{payment}/refunds", refund)
        router.on(.post, "/payments/{payment}/reversals", reverse)
        InvoiceRoutes(billing: self).add(to: &router)
        ChargeRoutes(billing: self).add(to: &router)
    }

    /// What writes to a draft or to the settings, if it still is what whoever asks was shown.
    func billing(_ request: Request) -> Billing { Billing(billing.store, seen: request.seen) }

    /// The moment of a request.
    var now: UInt64 { UInt64(clamping: clock.unixMilliseconds()) }

    private func editSettings(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let settings = try await billing(request).editSettings(by: form, at: now)
        await synchronizer.nudge()
        return .json(settings)
    }

    private func listPayments(_ request: Request) async throws -> Response {
        let payments = try await billing.payments(
            of: request.wish("client"), limit: try Self.limit(request))
        return .json(["payments": .array(payments)])
    }

    private func showPayment(_ request: Request) async throws -> Response {
        let payment = try await billing.payment(request.parameters["payment"] ?? "")
        return .json(try await billing.store.withOwnChanges(payment))
    }

    private func addPayment(_ request: Request) async throws -> Response {
        let key = try await billing.addPayment(try await request.form(), at: now)
        return try await payment(key, .created)
    }

    private func allocate(_ request: Request) async throws -> Response {
        let form = try await request.form()
        let numbers = (form["for"]?.array ?? []).compactMap(\.string)
        guard !numbers.isEmpty else {
            throw Refusal(
                .unprocessable, "Some fields were not accepted.", kind: "validation",
                fields: ["for": "The numbers of invoices are expected."])
        }
        return try await moved(
            try await billing.allocate(
                request.parameters["payment"] ?? "", to: numbers, at: now))
    }

    private func release(_ request: Request) async throws -> Response {
        let form = try await request.form()
        guard let number = form["from"]?.string, !number.isEmpty else {
            throw Refusal(
                .unprocessable, "Some fields were not accepted.", kind: "validation",
                fields: ["from": "The number of an invoice is expected."])
        }
        return try await moved(
            try await billing.release(
                request.parameters["payment"] ?? "", from: number, form,
                for: (form["for"]?.array ?? []).compactMap(\.string), at: now))
    }

    private func refund(_ request: Request) async throws -> Response {
        try await takeBack(request, as: Catalog.refund)
    }

    private func reverse(_ request: Request) async throws -> Response {
        try await takeBack(request, as: Catalog.reversal)
    }

    private func takeBack(
        _ request: Request, as collection: RecordCollection
    ) async throws -> Response {
        let form = try await request.form()
        return try await moved(
            try await billing.takeBack(
                request.parameters["payment"] ?? "", as: collection, form, at: now))
    }

    private func payment(_ key: RecordKey, _ status: Status = .ok) async throws -> Response {
        await synchronizer.nudge()
        return .json(try await billing.payment(key.id.text), status: status)
    }

    /// The payment as it stands now, and how much of it was meant.
    private func moved(_ move: Billing.Move) async throws -> Response {
        await synchronizer.nudge()
        var payment = try await billing.payment(move.payment.id.text).object ?? [:]
        payment["moved"] = move.amount.json
        return .json(.object(payment))
    }

    /// How many answers a request wants at most.
    static func limit(_ request: Request) throws(Refusal) -> Int {
        try RecordRoutes.limit(request)
    }
}

extension Request {
    /// What a question wants; nothing where it is left empty.
    func wish(_ name: String) -> String? {
        query[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
