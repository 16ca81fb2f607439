import CommandLine
import Configuration
import JSON
import Testing

struct DisplayTests {
    @Test func `the sample names every setting and parses back to the defaults`() throws {
        let sample = Office.settings.sample(program: "office")
        let asIs = SettingsFile(text: sample, path: "sample")
        let live = SettingsFile(text: uncommented(sample), path: "sample")
        let defaults = try Office.settings.resolve()
        for file in [asIs, live] {
            let configuration = try Office.settings.resolve(file: file)
            #expect(configuration[Office.listen] == defaults[Office.listen])
            #expect(configuration[Office.drain] == defaults[Office.drain])
            #expect(configuration[Office.data] == defaults[Office.data])
            #expect(configuration[Office.greeting] == " \"hi\" \\ ")
            #expect(
                strip(configuration.json().text()) == strip(defaults.json().text()))
        }
        let origin = try Office.settings.resolve(file: live).origin(of: Office.workers)
        #expect(origin == .file(path: "sample", line: origin.flatMap(lineNumber) ?? 0))
        #expect(sample.contains("#database-url =\n"))
        #expect(sample.contains("Environment: COUNTERFOIL_DATABASE_URL, DATABASE_URL\n"))
    }

    @Test func `config show tells every value and its origin, and no secret`() throws {
        let configuration = try Settings([
            Office.workers.declaration, Office.database.declaration, Office.level.declaration,
            Setting.string("motto", "M.").declaration,
        ]).resolve(
            flags: ["log-level": "debug"],
            environment: ["DATABASE_URL": "postgres://u:hunter2@h/db"],
            file: SettingsFile(text: "\nworkers=8", path: "office.conf"))
        let recording = ConsoleRecording()
        recording.console.show(configuration.table(withOrigin: true))
        recording.console.answer(configuration.json())
        #expect(
            recording.output == """
                setting       value       from
                workers       8           office.conf:2
                database-url  <redacted>  DATABASE_URL
                log-level     debug       --log-level
                motto         –           not set
                {"database-url":{"origin":"DATABASE_URL","value":"<redacted>"},\
                "log-level":{"origin":"--log-level","value":"debug"},\
                "motto":{"origin":null,"value":null},\
                "workers":{"origin":"office.conf:2","value":"8"}}

                """)
    }

    private func uncommented(_ sample: String) -> String {
        sample.split(separator: "\n").filter { $0.hasPrefix("#") && !$0.hasPrefix("# ") }
            .map { $0.dropFirst() }.filter { !$0.hasSuffix("=") }.joined(separator: "\n")
    }

    private func strip(_ json: String) -> String {
        json.replacing(/"origin":"[^"]*",?/, with: "")
    }

    private func lineNumber(_ origin: Configuration.Origin) -> Int? {
        if case .file(_, let line) = origin { line } else { nil }
    }
}
