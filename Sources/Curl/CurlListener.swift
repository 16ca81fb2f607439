/// Who hears of a transfer's progress, on the thread that drives it.
package protocol CurlListener: AnyObject {
    /// One line of the answer's head, with its line break; mail servers answer in such lines only.
    func heard(headerLine: [UInt8])
    /// A part of the answer's body; false when it has to wait.
    func heard(bodyPart: [UInt8]) -> Bool
    /// A command went out, when commands are told.
    func said(command: [UInt8])
}

extension CurlListener {
    /// Not everybody wants to know.
    package func said(command: [UInt8]) {}
}
