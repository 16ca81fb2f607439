import CommandLine
import Glibc
import InvoiceForm
import Invoicing
import JSON
import Machine

/// Works out the totals of every invoice of a file; memory does not grow with their number.
struct InvoiceComputation {
    let console: Console

    /// Answers every invoice in its order. Each that is refused is reported with all its fields,
    /// and the rest still answered.
    func run(_ name: String) throws {
        var texts = try open(name)
        var isRefused = false
        var count = 0
        while let text = try texts.next() {
            count += 1
            do throws(InvoiceFormError) {
                let form = try InvoiceForm(json: text.bytes)
                answer(form, try form.totals(), line: text.line)
            } catch {
                let failure = self.failure(error, line: text.line)
                guard text.line != nil else { throw failure }
                isRefused = true
                console.report(failure)
            }
        }
        guard count > 0 else {
            throw CommandFailure(
                .validation, "There is no invoice here: expected one as JSON, or one on each line.")
        }
        if isRefused { throw ExitCode.validation }
    }

    private func open(_ name: String) throws -> InvoiceTexts {
        do throws(MachineError) {
            return try InvoiceTexts(reading: name)
        } catch {
            guard case .failed(_, _, let code) = error, code == ENOENT else { throw error }
            throw CommandFailure(.notFound, "There is no file '\(visible(name))'. Check the path.")
        }
    }

    private func answer(_ form: InvoiceForm, _ totals: Totals, line: Int?) {
        guard console.isJSON else {
            if let line { console.say("\("Line \(line)", .bold)") }
            InvoiceView(figures: InvoiceFigures(form, totals)).show(on: console)
            if line != nil { console.say() }
            return
        }
        var json = InvoiceAnswer.json(totals, of: form)
        guard let line else { return console.answer(json) }
        json.set("line", .integer(Int64(line)))
        // On one line even where a person watches, since there are many.
        console.say(Phrase(json.text()))
    }

    private func failure(_ error: InvoiceFormError, line: Int?) -> CommandFailure {
        let place = line.map { "The invoice on line \($0)" } ?? "The invoice"
        return CommandFailure(
            .validation, "\(place) cannot be worked out.", details: error.details)
    }
}

extension JSONValue {
    fileprivate mutating func set(_ name: String, _ value: JSONValue) {
        guard case .object(var members) = self else { return }
        members[name] = value
        self = .object(members)
    }
}
