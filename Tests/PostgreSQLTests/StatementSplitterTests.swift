import Testing

@testable import PostgreSQL

struct StatementSplitterTests {
    @Test(arguments: [
        ("", []),
        ("  ;; -- nothing\n /* at ; all */ ;", []),
        ("select 1", ["select 1"]),
        ("select 1; select 2;", ["select 1", " select 2"]),
        ("select ';'; select 'it''s; one'", ["select ';'", " select 'it''s; one'"]),
        (#"select e'\';'; select 2"#, [#"select e'\';'"#, " select 2"]),
        (#"select '\'; select 2"#, [#"select '\'"#, " select 2"]),
        (#"select name'\'; select 2"#, [#"select name'\'"#, " select 2"]),
        (#"select "a;""b;"; select 2"#, [#"select "a;""b;""#, " select 2"]),
        ("do $$ begin; end $$; select 2", ["do $$ begin; end $$", " select 2"]),
        ("do $a$ $b$ ; $$ ; $a$; select 2", ["do $a$ $b$ ; $$ ; $a$", " select 2"]),
        ("select $1; select a$b$; select c$b$", ["select $1", " select a$b$", " select c$b$"]),
        ("/* a /* ; */ ; */ select 1; select 2", ["/* a /* ; */ ; */ select 1", " select 2"]),
        ("select 1 - -1; select 4 / 2", ["select 1 - -1", " select 4 / 2"]),
        ("select 1 -- ; one\n; select 2", ["select 1 -- ; one\n", " select 2"]),
        ("select 'Ä;ß'; select 2", ["select 'Ä;ß'", " select 2"]),
        ("select 'never closed; at all", ["select 'never closed; at all"]),
        ("do $x$ never closed; at all", ["do $x$ never closed; at all"]),
        (#"select e'\"#, [#"select e'\"#]),
    ])
    func `a text falls into its statements`(sql: String, statements: [String]) {
        #expect(StatementSplitter.statements(of: sql) == statements)
    }

    @Test func `no text is lost and none makes it stop`() {
        var generator = SystemRandomNumberGenerator()
        let pieces = ["'", "\"", "$", "$a$", ";", "--", "\n", "/*", "*/", "e'", "\\", "x", " "]
        for _ in 0..<2_000 {
            let sql = (0..<12).map { _ in pieces.randomElement(using: &generator)! }.joined()
            let statements = StatementSplitter.statements(of: sql)
            #expect(statements.allSatisfy { sql.contains($0) }, "\(sql)")
        }
    }
}
