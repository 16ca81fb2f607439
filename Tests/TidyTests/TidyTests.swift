import Testing

struct TidyTests {
    @Test(arguments: Rule.all) func `the house keeps the rule`(rule: Rule) {
        let excuses = Exception.all.filter { $0.rule == rule.name }
        let violations = rule.check(.ours).filter { violation in
            !excuses.contains { $0.excuses(violation) }
        }
        let list = violations.map(\.description).joined(separator: "\n")
        #expect(violations.isEmpty, "\(violations.count) violations:\n\(list)")
    }

    @Test func `every exception has a reason and is still needed`() {
        for exception in Exception.all {
            let rule = Rule.all.first { $0.name == exception.rule }
            let violations = rule?.check(.ours) ?? []
            #expect(violations.contains(where: exception.excuses), "\(exception) is not needed")
            #expect(exception.reason.hasSuffix("."), "a reason is a sentence")
        }
    }

    @Test func `the rules see the whole house`() {
        #expect(House.ours.files.count > 50)
        #expect(House.ours.manifest.modules.contains { $0.name == "Causality" })
        #expect(House.ours.file("Sources/Causality"))
        #expect(House.ours.manifest.module(of: #filePath.tail)?.name == "TidyTests")
    }

    @Test func `every rule has its own name`() {
        #expect(Set(Rule.all.map(\.name)).count == Rule.all.count)
    }
}

extension String {
    fileprivate var tail: String { split(separator: "/").suffix(3).joined(separator: "/") }
}
