extension RecordCollection {
    /// The columns that hold what people call a record, the one that tells most first; a person
    /// may name a record by any of them.
    package var nameColumns: [String] {
        ["name", "number", "sku"].filter { name in
            typedColumns.contains { $0.name == name && $0.kind == .text }
        }
    }

    /// Which columns hold words that a record is searched by, by their places among the columns:
    /// of clients, products and documents.
    package var wordColumns: [Int] {
        let words: [String]
        switch kindOfRecord {
        case .client:
            words = [
                "name", "number", "email", "phone", "billing_address_street",
                "billing_address_city", "billing_address_postal_code", "vat_id", "tax_number",
                "note", "tags",
            ]
        case .product: words = ["name", "sku", "description", "category", "barcode", "tags"]
        case .document: words = ["number", "series"]
        default: return []
        }
        return words.compactMap { word in columns.firstIndex(of: word) }
    }

    private var kindOfRecord: CollectionNumber? { CollectionNumber(rawValue: number) }
}
