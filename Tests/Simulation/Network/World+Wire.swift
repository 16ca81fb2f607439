import Bytes
import Sync
import Wire

/// Messages as they travel: one run in twenty sends each of them as the bytes of its frame.
extension World {
    private static let context = Context(hash: Fingerprint.hash)

    func travelled(_ content: Letter.Content) throws(Finding) -> Letter.Content {
        guard isWired else { return content }
        switch content {
        case .silence: return .silence
        case .request(let request): return .request(try framed(request))
        case .reply(let reply): return .reply(try framed(reply))
        }
    }

    private func framed(_ request: Request) throws(Finding) -> Request {
        switch request {
        case .hello(let hello): .hello(try framed(hello))
        case .push(let push): .push(try framed(push))
        case .pull(let pull): .pull(try framed(pull))
        case .offer(let offer): .offer(try framed(offer))
        case .snapshot(let query): .snapshot(try framed(query))
        }
    }

    private func framed(_ reply: Session.Reply) throws(Finding) -> Session.Reply {
        switch reply {
        case .welcome(let welcome): .welcome(try framed(welcome))
        case .verdicts(let verdicts): .verdicts(try framed(verdicts))
        case .page(let page): .page(try framed(page))
        case .offered(let offered): .offered(try framed(offered))
        case .head(let head): .head(try framed(head))
        case .chunk(let chunk): .chunk(try framed(chunk))
        case .standing: reply
        }
    }

    private func framed<Said: SessionMessage>(_ message: Said) throws(Finding) -> Said {
        let frame = message.frame(in: Self.context)
        do {
            let read = try Said(frame: frame, in: Self.context)
            guard read == message else {
                throw Finding(.wire, "\(Said.kind) arrives as another one")
            }
            return read
        } catch let finding as Finding {
            throw finding
        } catch {
            throw Finding(.wire, "\(Said.kind) cannot be read: \(error)")
        }
    }
}
