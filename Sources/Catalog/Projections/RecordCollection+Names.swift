extension RecordCollection {
    /// The columns that hold what people call a record, the one that tells most first; a person
    /// may name a record by any of them.
    package var nameColumns: [String] {
        ["name", "number", "sku"].filter { name in
            typedColumns.contains { $0.name == name && $0.kind == .text }
        }
    }

}

extension CollectionNumber {
    /// The columns that hold words that a record is searched by: of clients, products and
    /// documents.
    var searchedColumns: [String] {
        switch self {
        case .client:
            [
                "name", "number", "email", "phone", "billing_address_street",
                "billing_address_city", "billing_address_postal_code", "vat_id", "tax_number",
                "note", "tags",
            ]
        case .product: ["name", "sku", "description", "category", "barcode", "tags"]
        case .document: ["number", "series"]
        default: []
        }
    }
}
