import Catalog
import JSON

extension RecordCommand {
    /// `counterfoil client`: whom one invoices.
    static func client(_ agent: RunningAgent) -> RecordCommand {
        RecordCommand(
            agent: agent, collection: Catalog.client, summary: "Whom one invoices",
            columns: [
                RecordColumn("NAME", ["name"]), RecordColumn("NUMBER", ["number"]),
                RecordColumn("EMAIL", ["email"]),
            ],
            examples: Examples(
                add: [
                    (
                        "--name 'Ada Ltd' --email ada@example.com",
                        "Add a client with an address for mail."
                    ),
                    (
                        "--name Bo --billing-address-city Oslo --billing-address-country NO",
                        "With an address."
                    ),
                ],
                list: [("--search ada", "Find Ada."), ("--json", "For a script.")],
                show: ("'Ada Ltd'", "By its name."),
                edit: ("'Ada Ltd' --phone '+47 555 01 23'", "New number."),
                delete: ("'Ada Ltd'", "By its name.")),
            derived: ("balance", ["open", "credit"]))
    }

    /// `counterfoil product`: what one sells.
    static func product(_ agent: RunningAgent) -> RecordCommand {
        RecordCommand(
            agent: agent, collection: Catalog.product, summary: "What one sells",
            columns: [
                RecordColumn("NAME", ["name"]), RecordColumn("SKU", ["sku"]),
                RecordColumn("PRICE", isNumber: true) { MoneyText.price($0["price"]) },
                RecordColumn("TAX", ["tax", "category"], ["tax", "rate"]),
            ],
            examples: Examples(
                add: [
                    (
                        "--name Bread --sku B1 --price-amount 2.50 --price-currency EUR "
                            + "--tax-category S --tax-rate 19",
                        "Add a product with its price and tax."
                    ), ("--name Advice --unit HUR", "Sold by the hour, at a price of the day."),
                ],
                list: [("--search bread", "Find the bread."), ("--json", "For a script.")],
                show: ("B1", "By its SKU."),
                edit: ("B1 --price-amount 2.70", "A new price."),
                delete: ("Bread", "By its name.")))
    }
}
