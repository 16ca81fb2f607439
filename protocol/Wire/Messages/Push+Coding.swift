package import Bytes
package import Sync

extension Push: SessionMessage {
    package static var kind: MessageKind { .push }

    /// Changes of one push, in all its runs.
    package static var countMax: Int { ChangeBatch.changesMax }

    package func encode(into body: inout BodyWriter) {
        body.points(points)
        body.writer.count(runs.count)
        for run in runs {
            body.writer.contentHash(run.link)
            body.flag(run.leavesGap)
            body.writer.count(run.changes.count)
        }
        body.cut()
        ChangeBatch.write(runs.lazy.flatMap(\.changes), into: &body)
    }

    package init(from body: inout BodyReader) throws(MalformedBytes) {
        let points = try body.points()
        var heads: [(link: ContentHash, leavesGap: Bool, count: Int)] = []
        var total = 0
        for _ in 0..<(try body.reader.count(max: Limits.listMax)) {
            let (link, leavesGap) = (try body.reader.contentHash(), try body.flag())
            let count = try body.reader.count(max: Self.countMax - total)
            heads.append((link, leavesGap, count))
            total += count
        }
        let lists = try ChangeBatch.read(heads.map(\.count), from: &body)
        let runs = zip(heads, lists).map { head, changes in
            Run(link: head.link, leavesGap: head.leavesGap, changes: changes)
        }
        self.init(points: points, runs: runs)
    }
}
