import Sync

/// The cells of one field among those of its collection.
///
/// A record is written to a few of its fields, so whoever fills a row goes from what was written
/// to its cells, and not from each column to what may have been written.
final class FieldCells: Sendable {
    private let field: Field
    private let cells: [Cell]

    private struct Cell: Sendable {
        let place: Int
        let members: [UInt32]
        let type: FieldType
        let part: Column.Part
    }

    private init(_ field: Field, _ cells: [Cell]) {
        self.field = field
        self.cells = cells
    }

    /// The cells of all columns, by the number of their fields.
    static func byField(_ columns: [Column]) -> [UInt32: FieldCells] {
        Dictionary(grouping: columns.enumerated()) { $0.element.leaf.field }
            .reduce(into: [:]) { cells, columns in
                cells[columns.key.number] = FieldCells(
                    columns.key,
                    columns.value.map { place, column in
                        Cell(
                            place: place, members: column.leaf.members, type: column.leaf.type,
                            part: column.part)
                    })
            }
    }

    /// Fills in what stands in the field of a record.
    func fill(_ row: inout [String?], from record: Record) {
        let whole = field.standing(in: record)
        for cell in cells {
            row[cell.place] = cell.part.text(of: whole.member(at: cell.members), as: cell.type)
        }
    }
}
