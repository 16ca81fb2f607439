import Glibc

/// The system's words for an error number.
func message(of number: Int32) -> String {
    String(cString: strerror(number))
}
