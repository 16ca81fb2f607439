import Glibc
import Machine
import Testing

struct DirectoriesTests {
    @Test func `without XDG values everything lives below the home directory`() throws {
        let directories = try Directories(program: "book", environment: ["HOME": "/people/emma/"])
        #expect(directories.data == "/people/emma/.local/share/book")
        #expect(directories.state == "/people/emma/.local/state/book")
        #expect(directories.config == "/people/emma/.config/book")
        #expect(directories.runtime == "/people/emma/.local/state/book/run")
    }

    @Test func `XDG values outrank the home directory, and relative ones are ignored`() throws {
        let directories = try Directories(
            program: "book",
            environment: [
                "HOME": "/h", "XDG_DATA_HOME": "/d/", "XDG_STATE_HOME": "relative",
                "XDG_CONFIG_HOME": "", "XDG_RUNTIME_DIR": "/run/user/7",
            ])
        #expect(directories.data == "/d/book")
        #expect(directories.state == "/h/.local/state/book")
        #expect(directories.config == "/h/.config/book")
        #expect(directories.runtime == "/run/user/7/book")
    }

    @Test func `an environment that knows no home is refused with a sentence`() {
        let error = #expect(throws: MachineError.self) {
            try Directories(program: "book", environment: [:])
        }
        #expect(error == .homeless)
    }

    @Test func `missing parents are made for this user alone`() throws {
        let temporary = try TemporaryDirectory()
        try Directories.create(temporary.path + "/a b/c")
        try Directories.create(temporary.path + "/a b/c")
        #expect(temporary.mode(of: "a b") == 0o700)
        #expect(temporary.mode(of: "a b/c") == 0o700)
    }

    @Test func `a directory that others can read is refused and the sentence repairs it`() throws {
        let temporary = try TemporaryDirectory()
        let path = temporary.path + "/open"
        #expect(mkdir(path, 0o700) == 0)
        #expect(chmod(path, 0o755) == 0)
        let error = #expect(throws: MachineError.self) { try Directories.create(path) }
        #expect(error == .exposed(directory: path, mode: 0o755))
        #expect(error?.description.contains("chmod 700 '\(path)'") == true)
    }

    @Test func `a file in the way is named`() throws {
        let temporary = try TemporaryDirectory()
        try AtomicFile.write([], to: temporary.path + "/file")
        let error = #expect(throws: MachineError.self) {
            try Directories.create(temporary.path + "/file/inner")
        }
        #expect(error?.description.contains("file") == true)
    }
}
