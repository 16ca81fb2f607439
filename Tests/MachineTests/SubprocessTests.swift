import Glibc
import Testing

@testable import Machine

struct SubprocessTests {
    @Test func `a program's output, errors and exit code are kept apart`() async throws {
        let script = "echo out; echo err >&2; exit 3"
        let outcome = try await Subprocess("sh", ["-c", script]).run()
        #expect(outcome.status == .exited(3))
        #expect(outcome.outputText == "out\n")
        #expect(outcome.errorText == "err\n")
        #expect(!outcome.isTruncated)
    }

    @Test func `a megabyte goes in and comes out again while both sides talk`() async throws {
        let input = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
        let outcome = try await Subprocess("cat").run(input: input)
        #expect(outcome.output == input)
    }

    @Test func `output beyond the bound is heard but not kept`() async throws {
        let outcome = try await Subprocess("head", ["-c", "300000", "/dev/zero"])
            .run(outputBytesMax: 1_000)
        #expect(outcome.output.count == 1_000)
        #expect(outcome.isTruncated)
        #expect(outcome.status.isSuccess)
    }

    @Test func `a program that does not read its input ends nobody`() async throws {
        let outcome = try await Subprocess("true").run(input: Array(repeating: 1, count: 1 << 20))
        #expect(outcome.status.isSuccess)
    }

    @Test func `environment and directory are those that were given`() async throws {
        var process = Subprocess("sh", ["-c", "pwd; env"])
        process.environment = ["PATH": "/usr/bin:/bin", "GREETING": "good day"]
        process.workingDirectory = "/usr"
        let lines = try await process.run().outputText.split(separator: "\n")
        #expect(lines.first == "/usr")
        #expect(lines.contains("GREETING=good day"))
        #expect(!lines.contains { $0.hasPrefix("HOME=") })
    }

    @Test func `no open file is inherited`() async throws {
        let file = open("/dev/null", O_RDONLY)
        defer { close(file) }
        let outcome = try await Subprocess("ls", ["/proc/self/fd"]).run()
        #expect(!outcome.outputText.split(separator: "\n").contains("\(max(file, 4))"))
    }

    @Test func `a missing program is named in the error`() async throws {
        let error = await #expect(throws: SubprocessError.self) {
            try await Subprocess("/nonexistent/program").run()
        }
        #expect(error == .notStarted(program: "/nonexistent/program", errno: ENOENT))
        #expect(error.map { "\($0)" }?.contains("/nonexistent/program") == true)
    }

    @Test func `a program that takes too long is killed with its children`() async throws {
        await #expect(throws: SubprocessError.tookTooLong(program: "sh")) {
            try await Subprocess("sh", ["-c", "sleep 600 & sleep 600"]).run(secondsMax: 1)
        }
    }

    @Test func `cancelling the task ends the program`() async throws {
        let task = Task { try await Subprocess("sleep", ["600"]).run(secondsMax: 500) }
        task.cancel()
        await #expect(throws: SubprocessError.self) { try await task.value }
    }

    @Test func `a signal that ends a program is told apart from an exit code`() async throws {
        let outcome = try await Subprocess("sh", ["-c", "kill -9 $$"]).run()
        #expect(outcome.status == .signaled(SIGKILL))
    }

    @Test(.enabled(if: geteuid() == 0)) func `root runs a program as somebody else`() async throws {
        var process = Subprocess("id", ["-u"])
        process.user = Subprocess.User(userID: 65_534, groupID: 65_534)
        #expect(try await process.run().outputText == "65534\n")
    }
}

struct RunningSubprocessTests {
    @Test func `a started program goes on until it is asked to end`() async throws {
        let running = try await Subprocess("sleep", ["600"]).start()
        #expect(running.status == nil)
        #expect(kill(running.processID, 0) == 0)
        running.terminate()
        #expect(await running.wait() == .signaled(SIGTERM))
        #expect(running.status == .signaled(SIGTERM))
        #expect(!running.send(signal: SIGTERM))
    }

    @Test func `everybody who waits is told`() async throws {
        let running = try await Subprocess("sh", ["-c", "read line; exit 5"]).start()
        async let first = running.wait()
        async let second = running.wait()
        #expect(await [first, second] == [.exited(5), .exited(5)] || running.status != nil)
        #expect(running.status == .exited(5))
    }

    @Test func `what a started program says is appended to its file`() async throws {
        var template = Array("\(P_tmpdir)/counterfoil-machine-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        defer { close(file) }
        let path = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { unlink(path) }
        for word in ["one", "two"] {
            _ = try await Subprocess("echo", [word]).start(outputFile: path).wait()
        }
        #expect(try await Subprocess("cat", [path]).run().outputText == "one\ntwo\n")
    }

    @Test func `a program that is to die with its parent starts like any other`() async throws {
        // Without a parent's death the program just runs; that setpriv takes the signal is the
        // claim here.
        var process = Subprocess("echo", ["alive"])
        for signal in [Subprocess.DeathSignal.kill, .terminate, .quit] {
            process.signalOnParentDeath = signal
            #expect(try await process.run().outputText == "alive\n")
        }
    }
}
