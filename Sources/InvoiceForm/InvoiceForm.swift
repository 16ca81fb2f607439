package import Invoicing
package import JSON

/// An invoice in its JSON form, as `docs/invoice-json.md` describes it.
///
/// 1. Numbers are read exactly, from strings or from JSON numbers; no floating point sees them.
/// 2. What is not known is refused: a mistyped name never silently changes a total.
/// 3. Every wrong field is named, not only the first.
package struct InvoiceForm: Sendable {
    /// The longest text of one invoice in bytes.
    package static let byteCountMax = 16 << 20
    /// The most characters of an `id`.
    package static let idLengthMax = 100
    /// Only so many wrong fields are named; who has more will look again anyway.
    package static let errorsMax = 1_000

    /// What the writer calls this invoice; the answer repeats it.
    package var id: String?
    /// Which kind of document it is; the answer repeats it.
    package var kind: Kind
    /// What the figures follow from.
    package var content: InvoiceContent

    /// The documents that are computed alike.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// An invoice.
        case invoice
        /// A credit note: its amounts are positive too.
        case creditNote
        /// A quote.
        case quote
        /// A pro-forma invoice.
        case proForma
    }

    /// Takes content that was read elsewhere, for an answer about it.
    package init(kind: Kind, content: InvoiceContent) {
        self.kind = kind
        self.content = content
    }
}

extension InvoiceForm {
    /// Reads the form from a JSON text.
    package init(json bytes: [UInt8]) throws(InvoiceFormError) {
        let limits = JSONValue.Limits(bytesMax: Self.byteCountMax, depthMax: 8)
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes, limits: limits)
        } catch {
            throw .syntax(error)
        }
        try self.init(value)
    }

    /// Reads the form from a JSON value.
    package init(_ value: JSONValue) throws(InvoiceFormError) {
        var decoder = FormDecoder()
        self = decoder.form(value)
        decoder.addErrors(content.fieldErrors())
        guard decoder.errors.isEmpty else { throw .fields(decoder.errors) }
    }

    /// Computes every figure.
    package func totals() throws(InvoiceFormError) -> Totals {
        do {
            return try content.totals()
        } catch .fields(let errors) {
            throw .fields(errors)
        } catch {
            // The calculation refuses by naming fields; anything else concerns the whole.
            throw .fields([FieldError(field: "invoice", expected: "\(error)")])
        }
    }
}

/// Why a text is not an invoice that can be computed.
package enum InvoiceFormError: Error, Hashable, Sendable {
    /// The text is not JSON.
    case syntax(JSONError)
    /// One or more fields are not what they should be; all of them are named.
    case fields([FieldError])
}

extension InvoiceFormError: CustomStringConvertible {
    /// A sentence for each thing that is wrong, without what was given.
    package var details: [String] {
        switch self {
        case .syntax(let error): ["\(error)"]
        case .fields(let errors): errors.map(\.description)
        }
    }

    /// All sentences in one.
    package var description: String { details.joined(separator: "; ") }
}
