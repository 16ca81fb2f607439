import Invoicing
import Money
import Testing

struct FormTests {
    private func errors(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch InvoicingError.fields(let errors) {
            return errors.map(\.field)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `every wrong field of a client is named at once`() {
        var form = ClientForm()
        form.kind = "robot"
        form.email = "nobody"
        form.billingAddress.city = "Berlin"
        form.deliveryAddress.country = "QQ"
        form.vatID = "DE136695977"
        form.currency = "XAU"
        form.terms = "some day"
        form.discountPercent = "101"
        form.taxTreatment = "exempt"
        #expect(
            errors { _ = try Client(form) } == [
                "name", "kind", "email", "billingAddress.country", "deliveryAddress.country",
                "vatID",
                "currency", "terms", "discountPercent", "exemptionReason",
            ])
    }

    @Test func `an error says what is expected and not what was given`() {
        var form = ClientForm()
        form.name = "Miller"
        form.email = "secret-name"
        #expect(
            throws: InvoicingError.fields([
                FieldError(
                    field: "email", expected: "an e-mail address such as name@example.com")
            ])
        ) { try Client(form) }
    }

    @Test func `a client is read with every field`() throws {
        var form = ClientForm()
        form.name = " Miller & Sons "
        form.email = "office@Miller.example"
        form.billingAddress.street = "Main St 1"
        form.billingAddress.country = "at"
        form.vatID = "ATU13585627"
        form.peppolID = "9915:b"
        form.currency = "eur"
        form.terms = "net 14"
        form.discountPercent = "2.50"
        form.taxTreatment = "intraEU"
        let client = try Client(form)
        #expect(client.name == "Miller & Sons")
        #expect(client.billingAddress?.country.text == "AT")
        #expect(client.deliveryAddress == nil)
        #expect(client.currency?.code == "EUR")
        #expect(client.terms?.description == "net 14")
        #expect(client.discount?.percent.description == "2.5")
        #expect(client.taxTreatment == .intraEU)
    }

    @Test(arguments: ["reverseCharge", "intraEU"])
    func `a sale without tax to a company demands its VAT id`(treatment: String) {
        var form = ClientForm()
        form.name = "Miller"
        form.taxTreatment = treatment
        #expect(errors { _ = try Client(form) } == ["vatID"])
        form.vatID = "CHE107787577"
        #expect(errors { _ = try Client(form) } == (treatment == "intraEU" ? ["vatID"] : []))
    }

    @Test func `no control character gets into a printed line`() {
        for text in ["a\nb", "a\u{0}b", "a\u{7F}b", "a\u{2028}b", "a\r\nBcc:", "a\u{85}b"] {
            var form = ClientForm()
            form.name = text
            #expect(errors { _ = try Client(form) } == ["name"])
        }
    }

    @Test func `every wrong field of a product is named at once`() {
        var form = ProductForm()
        form.unit = "bushelful"
        form.price = "1.1234567"
        form.taxCategory = "AE"
        form.taxRate = "19"
        form.barcode = "4006381333932"
        form.tracked = "perhaps"
        form.reorderAt = "-1"
        #expect(
            errors { _ = try Product(form) } == [
                "name", "unit", "price", "currency", "taxRate", "barcode", "tracked", "reorderAt",
            ])
    }

    @Test func `a product is read with every field`() throws {
        var form = ProductForm()
        form.name = "Consulting"
        form.description = "An hour\nof advice"
        form.unit = "Hours"
        form.price = "120.50"
        form.currency = "EUR"
        form.taxCategory = "S"
        form.taxRate = "19"
        form.barcode = "4006381333931"
        let product = try Product(form)
        #expect(product.unit.code == "HUR" && product.unit.name == "hour")
        #expect(product.price?.amount.description == "120.5")
        #expect(try product.tax == .standard(Rate("19.00")))
    }

    @Test func `every wrong setting is named at once`() {
        var form = SettingsForm()
        form.iban = "DE00"
        form.bic = "X"
        form.website = "nowhere"
        form.timeZone = "../etc"
        form.retentionYears = "9"
        form.taxRounding = "up"
        #expect(
            errors { _ = try Settings(form) } == [
                "name", "website", "iban", "bic", "currency", "timeZone", "taxRounding",
                "retentionYears",
            ])
    }

    @Test func `settings need a name, a currency and a time zone alone`() throws {
        var form = SettingsForm()
        form.name = "Me"
        form.currency = "EUR"
        form.timeZone = "Europe/Berlin"
        let settings = try Settings(form)
        #expect(settings.retentionYears == 10)
        #expect(settings.terms == .immediately)
        #expect(settings.language.text == "en")
    }

    @Test func `the code lists are complete, ordered and without doubles`() throws {
        #expect(CountryCode.all.count == 249)
        #expect(CountryCode.all == Set(CountryCode.all).sorted())
        #expect(UnitCode.all.count == 2_162)
        #expect(Set(UnitCode.all).count == 2_162)
        for code in UnitCode.all {
            let unit = try UnitCode(code)
            #expect(try UnitCode(unit.name) == unit)
        }
        #expect(throws: InvoicingError.self) { try CountryCode("XX") }
        #expect(throws: InvoicingError.self) { try CountryCode("DEU") }
        #expect(throws: InvoicingError.self) { try UnitCode("") }
        for (text, code) in [
            ("ha", "H18"), ("HA", "HA"), ("kgs", "KGS"), ("Hours", "HUR"), ("hur", "HUR"),
        ] {
            #expect(try UnitCode(text).code == code)
        }
    }
}
