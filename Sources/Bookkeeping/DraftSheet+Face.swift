import Bytes
import Catalog
import InvoiceForm
package import Invoicing
import Sync

extension DraftSheet {
    /// The draft as the domain issues it, with the details of seller and client as they are today.
    ///
    /// Everything that is missing is told at once: of the settings, of the client, of the draft.
    package func issuable(zone: String) throws(BookkeepingError) -> Draft {
        guard let reference = Reference(bytes: draft.key.id.bytes) else { throw .ofLaterVersion }
        var errors: [Lack] = []
        let form = gather(&errors) { () throws(BookkeepingError) in try self.form() }
        errors = errors.map { $0.path.hasPrefix("draft.") ? $0 : $0.below("draft") }
        let seller = gather(&errors) { () throws(BookkeepingError) in
            try Self.read("settings") { () throws(InvoicingError) in
                try Settings(SettingsForm(settings, zone: zone))
            }
        }
        let buyer = gather(&errors) { () throws(BookkeepingError) in try self.buyer() }
        if lines.isEmpty {
            errors.append(Lack(path: "draft.lines", expectation: "A line is needed."))
        }
        guard errors.isEmpty, let form, let seller, let buyer else {
            throw .fields(FieldErrors(errors))
        }
        var face = DocumentFace(
            kind: kind, seller: PartyDetails(seller), buyer: PartyDetails(buyer),
            content: form.content)
        complete(&face, seller, buyer)
        return Draft(reference: reference, face: face)
    }

    private func buyer() throws(BookkeepingError) -> Client {
        guard let client else { throw .field("draft.client", "A client is needed.") }
        return try Self.read("client") { () throws(InvoicingError) in
            try Client(ClientForm(client))
        }
    }

    private func complete(_ face: inout DocumentFace, _ seller: Settings, _ buyer: Client) {
        face.delivery = PartyDetails(deliveryTo: buyer)
        face.terms =
            draft.text("terms").flatMap { try? Terms($0) } ?? buyer.terms ?? seller.terms
        face.dueDate = draft.date("dueDate")
        face.validUntil = draft.date("validUntil")
        face.supply = supply
        face.corrects = correction
        face.texts = texts
        if kind == .creditNote || kind == .quote { (face.terms, face.dueDate) = (nil, nil) }
    }

    private var supply: Supply? {
        let days = ["date", "from", "to"].map { name in
            draft["supply", name].plainText.flatMap { try? CivilDate($0) }
        }
        if let from = days[1], let to = days[2] { return .period(from: from, to: to) }
        return days[0].map { .on($0) }
    }

    var correction: Correction? {
        guard kind == .creditNote, let corrected, let number = corrected.frozen.number else {
            return nil
        }
        return Correction(
            document: corrected.reference, number: number.text,
            issueDate: corrected.frozen.issueDate,
            lines: lines.map { line in
                guard case .integer(let place) = line["credits"] else { return -1 }
                return Int(place)
            })
    }

    private var texts: [DocumentFace.Text: String] {
        var texts: [DocumentFace.Text: String] = [:]
        for text in DocumentFace.Text.allCases {
            switch text {
            case .intro, .note, .paymentMeans, .language, .template:
                texts[text] = draft.text(text.rawValue)
            case .order, .project, .contract:
                texts[text] = draft["references", text.rawValue].plainText
            case .buyerReference: texts[text] = draft["references", "buyer"].plainText
            }
        }
        return texts
    }

    private static func read<Value>(
        _ place: String, _ body: () throws(InvoicingError) -> Value
    ) throws(BookkeepingError) -> Value {
        do throws(InvoicingError) {
            return try body()
        } catch {
            throw BookkeepingError(error, in: place)
        }
    }

    private func gather<Value>(
        _ errors: inout [Lack], _ body: () throws(BookkeepingError) -> Value
    ) -> Value? {
        do throws(BookkeepingError) {
            return try body()
        } catch {
            if case .fields(let found) = error {
                errors += found.errors
            } else {
                errors.append(Lack(path: "draft", expectation: "\(error)"))
            }
            return nil
        }
    }
}

extension Lack {
    /// The same, of a field that stands below a name.
    fileprivate func below(_ name: String) -> Lack {
        Lack(path: "\(name).\(path)", expectation: expectation)
    }
}
