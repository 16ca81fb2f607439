import Catalog
import Invoicing
import Sync

extension SettingsForm {
    /// What the book's settings say; where they name no time zone, the laptop's own counts.
    init(_ facts: Facts?, zone: String) {
        self.init()
        timeZone = zone
        guard let facts else { return }
        name = facts.text("name")
        legalName = facts.text("legalName")
        address = Address.Form(facts, "address")
        email = facts.text("email")
        phone = facts.text("phone")
        website = facts.text("website")
        vatID = facts.text("vatID")
        taxNumber = facts.text("taxNumber")
        registration = facts.text("registration")
        iban = facts["bank", "iban"].plainText
        bic = facts["bank", "bic"].plainText
        bankName = facts["bank", "bankName"].plainText
        accountHolder = facts["bank", "holder"].plainText
        currency = facts.text("currency")
        language = facts.text("language")
        timeZone = facts.text("timeZone") ?? zone
        terms = facts.text("terms")
        pricesIncludeTax = facts["pricesIncludeTax"].flag.map { "\($0)" }
        taxRounding = facts.text("taxRounding")
    }
}

extension ClientForm {
    /// What is known of a client.
    init(_ facts: Facts) {
        self.init()
        number = facts.text("number")
        name = facts.text("name")
        kind = facts.text("kind")
        email = facts.text("email")
        phone = facts.text("phone")
        billingAddress = Address.Form(facts, "billingAddress")
        deliveryAddress = Address.Form(facts, "deliveryAddress")
        vatID = facts.text("vatID")
        taxNumber = facts.text("taxNumber")
        buyerReference = facts.text("buyerReference")
        peppolID = facts.text("peppolID")
        currency = facts.text("currency")
        language = facts.text("language")
        terms = facts.text("terms")
        discountPercent = facts.text("discountPercent")
        taxTreatment = facts["taxTreatment", "kind"].plainText
        exemptionReason = facts["taxTreatment", "exemptionReason"].plainText
    }
}

extension Address.Form {
    init(_ facts: Facts, _ name: String) {
        self.init()
        street = facts[name, "street"].plainText
        street2 = facts[name, "street2"].plainText
        city = facts[name, "city"].plainText
        postalCode = facts[name, "postalCode"].plainText
        region = facts[name, "region"].plainText
        country = facts[name, "country"].plainText
    }
}

extension PartyDetails {
    /// Where something is delivered to a client, if elsewhere than where it is billed.
    init?(deliveryTo client: Client) {
        guard let address = client.deliveryAddress else { return nil }
        self.init(name: client.name)
        self[.street] = address.street
        self[.street2] = address.street2
        self[.city] = address.city
        self[.postalCode] = address.postalCode
        self[.region] = address.region
        self[.country] = address.country.text
    }
}

extension Value {
    /// A text that is not empty.
    var plainText: String? {
        guard case .text(let text) = self, !text.isEmpty else { return nil }
        return text
    }

    /// True or false, where it says either.
    var flag: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }
}
