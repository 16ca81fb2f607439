import CommandLine
import Configuration
import Testing

struct ResolutionTests {
    private func file(_ text: String) -> SettingsFile {
        SettingsFile(text: text, path: "office.conf")
    }

    @Test func `what nobody sets has its default, in its own type`() throws {
        let configuration = try Office.settings.resolve()
        #expect(configuration[Office.listen] == Address("127.0.0.1:8480"))
        #expect(configuration.value(Office.database) == nil)
        #expect(configuration.origin(of: Office.database) == nil)
        #expect(configuration[Office.workers] == 4)
        #expect(configuration[Office.drain] == .seconds(30))
        #expect(configuration[Office.body] == 8 << 20)
        #expect(!configuration[Office.open])
        #expect(configuration[Office.level] == "info")
        #expect(configuration[Office.data] == "/var/lib/my books")
        #expect(configuration[Office.roles] == ["api", "sync", "jobs"])
        #expect(configuration.origin(of: Office.roles) == .fallback)
    }

    @Test func `flags outrank the environment, which outranks the file`() throws {
        let file = file("workers = 2\nlog-level = debug\n\n# comment\nroles=api\n")
        let configuration = try Office.settings.resolve(
            flags: ["workers": "3"],
            environment: ["COUNTERFOIL_WORKERS": "9", "COUNTERFOIL_LOG_LEVEL": "error"],
            file: file)
        #expect(configuration[Office.workers] == 3)
        #expect(configuration.origin(of: Office.workers) == .flag("--workers"))
        #expect(configuration[Office.level] == "error")
        #expect(configuration.origin(of: Office.level) == .environment("COUNTERFOIL_LOG_LEVEL"))
        #expect(configuration[Office.roles] == ["api"])
        #expect(configuration.origin(of: Office.roles) == .file(path: "office.conf", line: 5))
    }

    @Test func `a setting's own name in the environment outranks its common one`() throws {
        let common = ["DATABASE_URL": "postgres://common/db"]
        let both = common.merging(["COUNTERFOIL_DATABASE_URL": "postgres://own/db"]) { $1 }
        let empty = common.merging(["COUNTERFOIL_DATABASE_URL": ""]) { $1 }
        let resolve = { try Office.settings.resolve(environment: $0).value(Office.database) }
        #expect(try resolve(common) == "postgres://common/db")
        #expect(try resolve(both) == "postgres://own/db")
        #expect(try resolve(empty) == "postgres://common/db")
    }

    @Test func `every problem is reported at once, with its place and the nearest name`() {
        let file = file("worker = 2\nlisten 80\ndrain-time = 30\nroles = api\nroles = jobs\nx=\"")
        let error = #expect(throws: ConfigurationError.self) {
            try Office.settings.resolve(
                flags: ["workers": "65"], environment: ["COUNTERFOIL_LISTEN": "80"], file: file)
        }
        #expect(
            error?.problems == [
                "office.conf:2: a line reads 'key = value'.",
                "office.conf:5: 'roles' is already set in line 4.",
                "office.conf:6: the quotes of 'x' do not end.",
                "office.conf:1: there is no setting 'worker'. Did you mean 'workers'?",
                "COUNTERFOIL_LISTEN: 'listen' is host:port, such as 127.0.0.1:8480 or "
                    + "[::1]:8480, not '80'.",
                "--workers: 'workers' is a whole number from 1 to 64, not '65'.",
                "office.conf:3: 'drain-time' is a duration from 1s to 1h, such as 250ms, 30s or "
                    + "1h30m, not '30'.",
            ])
        #expect(error?.failure.exitCode == .validation)
        #expect(error?.failure.details.count == 7)
    }

    @Test func `a wrong secret is not printed`() {
        let error = #expect(throws: ConfigurationError.self) {
            try Office.settings.resolve(environment: ["DATABASE_URL": "mysql://u:hunter2@h/db"])
        }
        #expect(
            error?.problems == [
                "DATABASE_URL: 'database-url' is a URL that starts with postgresql:// or "
                    + "postgres://."
            ])
    }

    @Test func `a file that cannot be read is a sentence`() {
        let error = #expect(throws: ConfigurationError.self) {
            try Office.settings.resolve(file: SettingsFile(path: "/nowhere/office.conf"))
        }
        #expect(
            error?.problems == [
                "The configuration file cannot be used. Could not open /nowhere/office.conf: "
                    + "no such file or directory. Check the path."
            ])
    }

    @Test(arguments: [
        ("\"a \\\"b\\\" \\\\ \"", "a \"b\" \\ "), ("a # b", "a # b"), ("a = b", "a = b"), ("", ""),
        ("\"\"", ""), ("it's \"so\"", "it's \"so\""),
    ])
    func `a value of the file is what stands there`(raw: String, value: String) throws {
        let configuration = try Office.settings.resolve(file: file("greeting=\t\(raw) \r\n"))
        #expect(configuration[Office.greeting] == value)
    }

    @Test func `the options of the command line are the settings`() async throws {
        let recording = ConsoleRecording()
        let serve = Command("serve", "Serves.", options: Office.settings.options) { call, console in
            let configuration = try Office.settings.resolve(call, environment: [:], file: nil)
            console.say("\(configuration[Office.listen])")
        }
        let program = Program(serve, version: "1")
        let code = await program.run(["--listen", "[::1]:0"], on: recording.console)
        #expect(code == .ok)
        #expect(recording.output == "[::1]:0\n")
        #expect(await program.run(["--help"], on: recording.console) == .ok)
        #expect(recording.output.contains("--database-url URL"))
        #expect(recording.output.contains("How many. (default: 4; environment: "))
    }
}
