import Testing

@testable import Files

struct ContentTests {
    @Test(arguments: [
        (Array("%PDF-1.7\n".utf8), FileType.pdf), (Array("%PDF-2.0\n".utf8), .pdf),
        (Array("GIF89a......".utf8), .gif), (Array("RIFF\0\0\0\0WEBPVP8 ".utf8), .webp),
        ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg), (picture(byteCount: 16), .png),
    ])
    func `a type is known by the bytes`(head: [UInt8], type: FileType) {
        #expect(FileType(head: head) == type)
    }

    @Test(arguments: [
        "", "<svg", "<?xml version=\"1.0\"?><svg", "<!DOCTYPE html>", "GIF88a", "RIFF\0\0\0\0WAVE",
        " %PDF-1.7", "%PDF-x", "\u{7F}ELF", "PK\u{3}\u{4}", "#!/bin/sh",
    ])
    func `everything else has no type`(text: String) {
        #expect(FileType(head: Array(text.utf8)) == nil)
    }

    @Test func `an address is its digits and nothing else`() {
        let address = ContentAddress(of: [])
        #expect(
            address.text == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(ContentAddress(text: address.text) == address)
        for text in ["", address.text.uppercased(), address.text + "0", "../" + address.text] {
            #expect(ContentAddress(text: text) == nil)
        }
    }

    @Test(arguments: ["", "a//b", "../a", "a/..", "a b", "a/", "/a", "ä", "a.b"])
    func `a mark has a harmless name`(text: String) {
        #expect(MarkName(text) == nil)
    }

    @Test func `a name cannot leave its header`() {
        let presentation = Presentation(type: .pdf, name: "a\"; b\r\nX: ü")
        #expect(
            presentation.disposition
                == "attachment; filename*=UTF-8''a%22%3B%20b%0D%0AX%3A%20%C3%BC")
    }
}
