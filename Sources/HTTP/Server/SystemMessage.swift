import Glibc

/// The system's words for an error number.
func message(of number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 128)
    guard let text = strerror_r(number, &buffer, buffer.count) else { return "error \(number)" }
    return String(cString: text)
}
