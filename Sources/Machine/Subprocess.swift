/// A program to run.
package struct Subprocess: Sendable {
    package var program: String
}
