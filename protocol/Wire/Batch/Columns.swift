import Bytes

/// The columns of a batch: what is alike stands together, so that deflate finds it alike.
///
/// The order of the cases is the order on the wire, for ever.
enum Column: Int, CaseIterable {
    /// What a change is made of, and the counts in it.
    case forms
    /// Differences of claimed times, without their last sixteen bits.
    case times
    /// Those bits.
    case timeTails
    /// Which replicas enter the dictionary.
    case rolls
    /// References to fields, and the fields that enter the dictionary.
    case fields
    /// References to record ids.
    case records
    /// Who minted the ids that enter the dictionary.
    case origins
    /// When they were minted, without the last sixteen bits.
    case moments
    /// Those bits.
    case momentTails
    /// Their serial numbers.
    case serials
    /// How many dots a write names.
    case dots
    /// Whose dots they are.
    case authors
    /// The counters of those dots.
    case counters
    /// Kinds of values, and the make of groups.
    case kinds
    /// Lengths of texts and bytes.
    case lengths
    /// Whole numbers.
    case integers
    /// What the texts and bytes hold.
    case texts
    /// Ids in full.
    case names
    /// Whatever is taken over as it is.
    case blocks
    /// What an entry of the log tells beside its change.
    case entries
    /// The stamps that the server gave.
    case stamps
}

/// The columns while a batch is written.
struct ColumnWriters {
    var forms = ByteWriter()
    var times = ByteWriter()
    var timeTails = ByteWriter()
    var rolls = ByteWriter()
    var fields = ByteWriter()
    var records = ByteWriter()
    var origins = ByteWriter()
    var moments = ByteWriter()
    var momentTails = ByteWriter()
    var serials = ByteWriter()
    var dots = ByteWriter()
    var authors = ByteWriter()
    var counters = ByteWriter()
    var kinds = ByteWriter()
    var lengths = ByteWriter()
    var integers = ByteWriter()
    var texts = ByteWriter()
    var names = ByteWriter()
    var blocks = ByteWriter()
    var entries = ByteWriter()
    var stamps = ByteWriter()

    /// A part that is smaller is better off with the code of its neighbour.
    private static let partBytesMin = 256

    /// Writes the lengths of all columns, then the columns.
    func write(into body: inout BodyWriter) {
        let all = [
            forms, times, timeTails, rolls, fields, records, origins, moments, momentTails,
            serials, dots, authors, counters, kinds, lengths, integers, texts, names, blocks,
            entries, stamps,
        ]
        for column in all { body.writer.count(column.bytes.count) }
        for column in all where !column.bytes.isEmpty {
            if column.bytes.count >= Self.partBytesMin { body.cut() }
            body.writer.raw(column.bytes, in: column.bytes.indices)
        }
        body.cut()
    }
}

/// The columns while a batch is read; all of them lie in the body, none is copied.
struct ColumnReaders {
    var forms: ByteReader
    var times: ByteReader
    var timeTails: ByteReader
    var rolls: ByteReader
    var fields: ByteReader
    var records: ByteReader
    var origins: ByteReader
    var moments: ByteReader
    var momentTails: ByteReader
    var serials: ByteReader
    var dots: ByteReader
    var authors: ByteReader
    var counters: ByteReader
    var kinds: ByteReader
    var lengths: ByteReader
    var integers: ByteReader
    var texts: ByteReader
    var names: ByteReader
    var blocks: ByteReader
    var entries: ByteReader
    var stamps: ByteReader

    /// Finds the columns at the place that a body was read up to, and passes over them.
    init(from body: inout BodyReader) throws(MalformedBytes) {
        var lengths: [Int] = []
        for _ in Column.allCases {
            lengths.append(try body.reader.count(max: Frame.bodyBytesMax))
        }
        var readers: [ByteReader] = []
        for length in lengths { readers.append(try body.reader.part(length)) }
        func column(_ column: Column) -> ByteReader { readers[column.rawValue] }
        forms = column(.forms)
        times = column(.times)
        timeTails = column(.timeTails)
        rolls = column(.rolls)
        fields = column(.fields)
        records = column(.records)
        origins = column(.origins)
        moments = column(.moments)
        momentTails = column(.momentTails)
        serials = column(.serials)
        dots = column(.dots)
        authors = column(.authors)
        counters = column(.counters)
        kinds = column(.kinds)
        self.lengths = column(.lengths)
        integers = column(.integers)
        texts = column(.texts)
        names = column(.names)
        blocks = column(.blocks)
        entries = column(.entries)
        stamps = column(.stamps)
    }

    /// Makes sure that nothing is left over in any column.
    func finish() throws(MalformedBytes) {
        let all = [
            forms, times, timeTails, rolls, fields, records, origins, moments, momentTails,
            serials, dots, authors, counters, kinds, lengths, integers, texts, names, blocks,
            entries, stamps,
        ]
        for column in all { try column.finish() }
    }
}
