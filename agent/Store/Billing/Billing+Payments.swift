import Bookkeeping
import Bytes
package import Catalog
import Invoicing
package import JSON
package import Money
import SQLite
package import Sync

extension Billing {
    /// Payments, the latest first.
    package func payments(of client: String?, limit: Int) async throws -> [JSONValue] {
        try await store.reading { book, connection in
            let client = try client.map { try connection.find($0, in: Catalog.client).key.id }
            let keys = try connection.payments(of: client, limit: limit)
            let accounts = try book.accounts(joining: keys)
            return try keys.compactMap(book.facts).map {
                try PaymentSheet($0, accounts, in: book).json
            }
        }
    }

    /// One payment.
    package func payment(_ reference: String) async throws -> JSONValue {
        try await store.reading { book, connection in
            try openPayment(reference, book, connection).json
        }
    }
}

extension Billing {
    /// Records what a client paid, and which invoices it pays: `for` names them, the one that is
    /// due first before the others; what is left is the client's credit.
    package func addPayment(
        _ form: [String: JSONValue], at milliseconds: UInt64
    ) async throws -> RecordKey {
        try await store.desk.work(at: milliseconds) { book, connection, mint in
            var form = form
            let invoices = try (form.removeValue(forKey: "for")?.array ?? []).compactMap(\.string)
                .map { try openDocument($0, book, connection) }
            try connection.resolve("client", in: Catalog.client, &form)
            let owner = invoices.first?.facts.reference("client")
            form["client"] = form["client"] ?? owner.map { .string($0.id.text) }
            guard form["client"] != nil else {
                throw BookkeepingError.field(
                    "client", "Who paid is missing: a client, or an invoice that it pays.")
            }
            let today = JSONValue.string(try today(book, at: milliseconds).description)
            form["date"] = form["date"] ?? today
            let id = try mint()
            let key = RecordKey(collection: Catalog.payment.number, id: id)
            let writes = try Catalog.payment.creation(of: id, from: form, owner: nil)
            let amount = Amount(form: form["amount"])
            let allocations = try Self.allocations(
                of: amount, from: key, over: invoices, minting: mint)
            return Work(writes: writes + allocations, result: key)
        }
    }

    /// A payment of whose money something was done, and how much of it.
    package typealias Move = (payment: RecordKey, amount: Amount)

    /// Pays invoices with what is left of a payment.
    package func allocate(
        _ payment: String, to references: [String], at milliseconds: UInt64
    ) async throws -> Move {
        try await store.desk.work(at: milliseconds) { book, connection, mint in
            let sheet = try openPayment(payment, book, connection)
            let invoices = try references.map { try openDocument($0, book, connection) }
            let writes = try Self.allocations(
                of: sheet.left, from: sheet.facts.key, over: invoices, minting: mint)
            guard !writes.isEmpty, let left = sheet.left else {
                throw BookkeepingError.refused(
                    "Nothing is left of the payment, or nothing is open of the invoice.")
            }
            let moved = try Self.plan(of: left, over: invoices).parts
                .reduce(0) { $0 + $1.amount.minorUnits }
            let amount = Amount(minorUnits: moved, in: left.currency)
            return Work(writes: writes, result: (sheet.facts.key, amount))
        }
    }

    /// Records that some of a payment was paid back, or that the bank took it back.
    package func takeBack(
        _ payment: String, as collection: RecordCollection, _ form: [String: JSONValue],
        at milliseconds: UInt64
    ) async throws -> Move {
        try await store.desk.work(at: milliseconds) { book, connection, mint in
            let sheet = try openPayment(payment, book, connection)
            var form = form
            let isRefund = collection == Catalog.refund
            let rest = isRefund ? sheet.left : sheet.standing
            guard let rest, !rest.isZero else {
                throw BookkeepingError.refused(
                    isRefund
                        ? "Nothing is left of the payment: it pays invoices or was paid back."
                        : "The payment was taken back already, all of it.")
            }
            form["amount"] = form["amount"] ?? rest.json
            let today = JSONValue.string(try today(book, at: milliseconds).description)
            form["date"] = form["date"] ?? today
            let name = isRefund ? "source" : "payment"
            form[name] = .string(isRefund ? sheet.facts.key.word : sheet.facts.key.id.text)
            let id = try mint()
            let writes = try collection.creation(of: id, from: form, owner: nil)
            let amount = Amount(form: form["amount"]) ?? rest
            if let of = Reference(sheet.facts.key) {
                try sheet.check(
                    isRefund ? .refund(of: of, amount) : .reversal(of: of, amount), as: id)
            }
            return Work(writes: writes, result: (sheet.facts.key, amount))
        }
    }

    func openPayment(
        _ reference: String, _ book: BookReader, _ connection: borrowing Connection
    ) throws -> PaymentSheet {
        let key = try connection.findPayment(reference)
        guard let sheet = try PaymentSheet(of: key, in: book) else {
            throw AgentStoreError.notFound(collection: "payment", reference: reference)
        }
        return sheet
    }

    static func allocations(
        of amount: Amount?, from source: RecordKey, over invoices: [DocumentSheet],
        minting mint: () throws -> RecordID
    ) throws -> [Write] {
        guard let amount else { return [] }
        return try plan(of: amount, over: invoices).parts.flatMap { part in
            Catalog.allocation.creation(
                of: try mint(),
                values: [
                    "source": source.value, "document": .bytes(part.invoice.bytes),
                    "amount": part.amount.value,
                ], owner: nil)
        }
    }

    /// What each invoice gets of an amount.
    private static func plan(
        of amount: Amount, over invoices: [DocumentSheet]
    ) throws -> AllocationPlan {
        for invoice in invoices where invoice.document.payable.currency != amount.currency {
            throw BookkeepingError.field(
                "amount",
                "An amount in \(invoice.document.payable.currency.code) is expected, the currency "
                    + "of the invoice.")
        }
        return AllocationPlan(of: amount, over: try invoices.map { try $0.candidate() })
    }
}

extension Connection {
    fileprivate func payments(of client: RecordID?, limit: Int) throws -> [RecordKey] {
        try query(
            """
            SELECT id FROM payments WHERE is_alive = 1 AND (?1 IS NULL OR client = ?1)
            ORDER BY date DESC, id DESC LIMIT ?2
            """, bindings: [client?.sqliteValue ?? .null, limit.sqliteValue]
        ) { RecordKey(collection: Catalog.payment.number, id: try $0.read(0)) }
    }
}
